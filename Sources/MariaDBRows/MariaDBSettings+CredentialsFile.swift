import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension MariaDBSettings {
  /// Reads the course's `db_creds.yaml`: HOST, USER, PASSWORD, DATABASE and PORT.
  ///
  /// Lower case, a prefix (`RDS_HOST`, `MYSQL_HOST`), `.env` lines, exported or not, and one level of
  /// nesting are read as well. `warn` hears what is dangerous but no error, such as a file that everybody may read.
  public init(
    credentialsFile path: String,
    warn: (String) -> Void
  ) throws(MariaDBError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw MariaDBError(.badSettings, during: path, detail: "there is no such file")
    }
    var status = stat()
    if unsafe stat(path, &status) == 0, status.st_mode & 0o044 != 0 {
      warn("\(path) holds a password and others may read it: chmod 600 \(path)")
    }
    try self.init(credentials: String(decoding: data, as: UTF8.self), from: path)
  }

  /// Reads the text of such a file.
  init(credentials text: String, from path: String) throws(MariaDBError) {
    let found = try Self.entries(of: text, in: path)
    func value(_ key: String) throws(MariaDBError) -> String {
      guard let value = found[key] else {
        throw MariaDBError(.badSettings, during: path, detail: "\(key.uppercased()) is missing")
      }
      return value
    }
    let portText = found["port"] ?? "3306"
    guard let port = Int(portText), (1...65535).contains(port) else {
      throw MariaDBError(.badSettings, during: path, detail: "PORT \(portText) is no port")
    }
    self.init(
      host: try value("host"),
      port: port,
      user: try value("user"),
      password: try value("password"),
      database: found["database"] ?? "pinterest_data"
    )
  }

  /// The five keys and their values, however they are spelled.
  private static func entries(
    of text: String,
    in path: String
  ) throws(MariaDBError) -> [String: String] {
    var found: [String: String] = [:]
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let words = line.trimmed
      if words.isEmpty || words.hasPrefix("#") || words == "---" { continue }
      guard let mark = words.firstIndex(where: { $0 == ":" || $0 == "=" }) else {
        throw MariaDBError(
          .badSettings,
          during: "\(path) line \(number + 1)",
          detail: "a line is KEY: value"
        )
      }
      var key = words[..<mark].trimmed.lowercased()
      if key.hasPrefix("export ") { key = String(key.dropFirst(7).trimmed) }
      let value = words[words.index(after: mark)...].trimmed
      // `database_login:` alone opens a nested block, whose keys are read like any other.
      guard !value.isEmpty, let known = Self.known(key) else { continue }
      found[known] = unquoted(value)
    }
    return found
  }

  private static func known(_ key: String) -> String? {
    let bare = ["rds_", "mysql_", "db_"].first { key.hasPrefix($0) }.map { key.dropFirst($0.count) }
    switch bare ?? key[...] {
    case "host": return "host"
    case "user", "username": return "user"
    case "password": return "password"
    case "database", "name": return "database"
    case "port": return "port"
    default: return nil
    }
  }

  private static func unquoted(_ value: Substring) -> String {
    for quote in ["\"", "'"] where value.hasPrefix(quote) {
      let inside = value.dropFirst()
      if let end = inside.firstIndex(of: Character(quote)) { return String(inside[..<end]) }
    }
    // An unquoted value ends where a comment begins; a # inside a word belongs to it.
    let end = value.firstRange(of: " #")?.lowerBound ?? value.endIndex
    return String(value[..<end].trimmed)
  }
}

extension StringProtocol where SubSequence == Substring {
  fileprivate var trimmed: Substring {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
    let tail = self[startIndex...].drop(while: isBlank)
    guard let last = tail.lastIndex(where: { !isBlank($0) }) else { return tail[tail.endIndex...] }
    return tail[...last]
  }
}
