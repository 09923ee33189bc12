import AWSSigV4
import Lakehouse
import Testing

@Suite struct AuthenticationCredentialsTests {
  @Test(arguments: ["", "\u{feff}"]) func `the first row counts`(mark: String) throws {
    let csv = "\(mark)Access key ID,Secret access key\r\nAKIA1,se/cr+et\r\nAKIA2,other\r\n"
    let table = try AuthenticationCredentials(csv: Array(csv.utf8), source: "keys.csv")
    let credentials = try table.credentials()
    #expect(credentials.accessKeyID == "AKIA1")
    #expect(credentials.secretAccessKey == "se/cr+et")
  }

  @Test func `a user name chooses`() throws {
    let csv = "User name,Access key ID,Secret access key\na,K1,S1\ndatabricks-user,K2,S2\n"
    let table = try AuthenticationCredentials(csv: Array(csv.utf8), source: "keys.csv")
    #expect(try table.credentials(of: "databricks-user").accessKeyID == "K2")
    let error = #expect(throws: LakehouseError.self) { try table.credentials(of: "nobody") }
    #expect(error?.description == "keys.csv: nothing found (no row has the user name nobody)")
  }

  @Test(arguments: [
    ("", "both there"), ("a,b\n1,2\n", "both there"),
    ("Access key ID,Secret access key\nonly\n", "row 1: malformed record (no keys)"),
  ])
  func `what is no such table is named, without its content`(csv: String, words: String) {
    let error = #expect(throws: LakehouseError.self) {
      try AuthenticationCredentials(csv: Array(csv.utf8), source: "keys.csv")
    }
    #expect(error?.description.contains(words) == true)
    #expect(error?.description.contains("only") == false)
  }
}

@Suite struct MountURLTests {
  @Test(arguments: ["s3", "s3a", "s3n"])
  func `keys are decoded from percent signs`(scheme: String) throws {
    let url = try #require(
      try MountURL("\(scheme)://AKIA:a%2Fb%2Bc%3D@user-0af8d0adfd13-bucket/topics/x.pin")
    )
    #expect(url.credentials?.accessKeyID == "AKIA")
    #expect(url.credentials?.secretAccessKey == "a/b+c=")
    #expect(url.bucket == "user-0af8d0adfd13-bucket")
    #expect(url.path == "topics/x.pin")
    #expect(url.description == "s3://user-0af8d0adfd13-bucket/topics/x.pin")
    #expect(url.warning?.contains("AKIA") == true)
    #expect(url.warning?.contains("a/b+c") == false)
  }

  @Test func `without keys nothing is wrong`() throws {
    let url = try #require(try MountURL("s3://bucket/topics/*.json"))
    #expect(url.credentials == nil)
    #expect(url.warning == nil)
    #expect(url.path == "topics/*.json")
    #expect(try MountURL("s3://bucket")?.path == "")
  }

  @Test(arguments: ["topics/a", "/mnt/x", "https://bucket/x"])
  func `other places are none`(text: String) throws { #expect(try MountURL(text) == nil) }

  @Test(arguments: [
    ("s3n://AKIA:a/b@bucket/x", "/ as %2F"), ("s3n://AKIA@bucket/x", "KEY:SECRET"),
    ("s3n://AKIA:%zz@bucket/x", "KEY:SECRET"), ("s3:///x", "no bucket"),
  ])
  func `a secret that is not encoded is said to be so, and not shown`(
    text: String,
    words: String
  ) {
    let error = #expect(throws: LakehouseError.self) { try MountURL(text) }
    #expect(error?.description.contains(words) == true)
    #expect(error?.description.contains("a/b") == false)
  }
}
