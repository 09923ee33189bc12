import Foundation
import TestKit
import Testing

@testable import MariaDBRows

@Suite struct MariaDBSettingsTests {
  @Test func `reads a database URL`() throws {
    let settings = try MariaDBSettings(
      url: "mysql+pymysql://me:p%40ss@w%3Ard@db.example:3307/pins?charset=utf8mb4&tls=required"
    )
    #expect(settings.location == "me@db.example:3307/pins")
    #expect(settings.password == "p@ss@w:rd")
    #expect(settings.tls == .required)
    let short = try MariaDBSettings(url: "mysql://root@[::1]")
    #expect(short.location == "root@::1:3306/pinterest_data")
  }

  @Test(arguments: [
    ("postgres://h", "a database URL starts with mysql://"),
    ("mysql://u:p@:3306/d", "a database URL names a host"),
    ("mysql://h:99999/d", "the port of a database URL is 1 to 65535"),
    ("mysql://u:100%@h/d", "the password has a % that is no escape; write it as %25"),
    ("mysql://h/d?tls=maybe", "tls is one of disabled, preferred, required, verified"),
    ("mysql://h/d?x=1", "a database URL has no option x; there is tls"),
  ])
  func `refuses a URL and says why, without the password`(url: String, reason: String) {
    let error = #expect(throws: MariaDBError.self) { try MariaDBSettings(url: url) }
    #expect(error?.detail == reason)
  }

  @Test(arguments: [
    "HOST: h\nUSER: u\nPASSWORD: p\nDATABASE: d\nPORT: 3307\n",
    "---\nhost: 'h'\nuser: \"u\"\npassword: p # secret\ndatabase: d\nport: 3307",
    "database_login:\r\n  RDS_HOST: h\r\n  RDS_USER: u\r\n  RDS_PASSWORD: p\r\n  RDS_DATABASE: d\r\n  RDS_PORT: 3307\r\n",
    "export MYSQL_HOST=h\nexport MYSQL_USER='u'\nMYSQL_PASSWORD=\"p\"\nMYSQL_DATABASE=d\nMYSQL_PORT=3307\n",
    "MYSQL_HOST=h\nMYSQL_USER=u\nMYSQL_PASSWORD=p\nMYSQL_DATABASE=d\nMYSQL_PORT=3307\n",
  ])
  func `reads the credentials files people have`(text: String) throws {
    let settings = try MariaDBSettings(credentials: text, from: "db_creds.yaml")
    #expect(settings.location == "u@h:3307/d")
    #expect(settings.password == "p")
  }

  @Test func `a credentials file that lacks something says what`() {
    let missing = #expect(throws: MariaDBError.self) {
      try MariaDBSettings(credentials: "HOST: h\nUSER: u\n", from: "c.yaml")
    }
    #expect(missing?.description == "mariadb c.yaml: bad settings (PASSWORD is missing)")
    let garbage = #expect(throws: MariaDBError.self) {
      try MariaDBSettings(credentials: "HOST: h\nwhat is this", from: "c.yaml")
    }
    #expect(garbage?.during == "c.yaml line 2")
  }

  @Test func `a password shows nowhere`() throws {
    let settings = try MariaDBSettings(url: "mysql://u:hunter2@h/d")
    var dumped = ""
    dump(settings, to: &dumped)
    #expect(!"\(settings) \(String(reflecting: settings)) \(dumped)".contains("hunter2"))
  }

  @Test func `a file that others may read is warned about`() async throws {
    try await withTemporaryDirectory { folder in
      let file = folder.appending(path: "db_creds.yaml")
      try Data("HOST: h\nUSER: u\nPASSWORD: p\n".utf8).write(to: file)
      for (mode, isWarned) in [(0o644, true), (0o600, false)] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        var warnings: [String] = []
        _ = try MariaDBSettings(credentialsFile: file.path) { warnings.append($0) }
        #expect(warnings.isEmpty != isWarned)
      }
      #expect(throws: MariaDBError.self) {
        try MariaDBSettings(credentialsFile: folder.path + "/none") { _ in }
      }
    }
  }
}
