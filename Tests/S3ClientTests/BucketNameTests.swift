import S3Client
import Testing

@Suite struct BucketNameTests {
  @Test(arguments: [
    "abc", "user-0af8d0adfd13-bucket", "my.bucket.name", "1234", "a--b",
    String(repeating: "x", count: 63),
  ])
  func `takes names that keep S3's rules`(text: String) throws {
    #expect(try BucketName(text).rawValue == text)
  }

  @Test(arguments: [
    "", "ab", "Upper", "under_score", "-start", "end-", ".start", "a..b", "a.-b", "a-.b",
    "é-bucket",
    "192.168.0.1", "a/b", "a b", String(repeating: "x", count: 64),
  ])
  func `names what is wrong with others`(text: String) {
    let error = #expect(throws: S3Error.self) { try BucketName(text) }
    #expect(error?.code == .invalidBucketName)
    #expect(error?.message.contains("\"\(text)\" is not a bucket name") == true)
  }
}
