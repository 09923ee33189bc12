extension MariaDBSettings {
  /// Reads `mysql://user:password@host[:port][/database][?tls=…]`; `mariadb://` and
  /// `mysql+pymysql://` say the same.
  public init(url: String) throws(MariaDBError) {
    guard let schemeEnd = url.firstRange(of: "://"),
      ["mysql", "mariadb", "mysql+pymysql"].contains(url[..<schemeEnd.lowerBound].lowercased())
    else { throw Self.refuse("a database URL starts with mysql://") }
    let parts = url[schemeEnd.upperBound...].split(
      separator: "?",
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    let place = parts[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    // A password may hold an @; a host may not.
    let authority = place[0]
    let at = authority.lastIndex(of: "@")
    let login = (at.map { authority[..<$0] } ?? "").split(
      separator: ":",
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    let (host, port) = try Self.hostAndPort(
      authority[(at.map(authority.index(after:)) ?? authority.startIndex)...]
    )
    self.init(
      host: host,
      port: port,
      user: try Self.decoded(login.first ?? "", "user"),
      password: try Self.decoded(login.count > 1 ? login[1] : "", "password"),
      database: try place.count > 1 && !place[1].isEmpty
        ? Self.decoded(place[1], "database") : "pinterest_data"
    )
    if parts.count > 1 { try readOptions(parts[1]) }
  }

  private mutating func readOptions(_ query: Substring) throws(MariaDBError) {
    for option in query.split(separator: "&") {
      let pair = option.split(separator: "=", maxSplits: 1)
      switch pair[0] {
      // SQLAlchemy's URL of the course ends in it; this client always speaks utf8mb4.
      case "charset": continue
      case "tls":
        guard pair.count == 2, let tls = TLS(rawValue: String(pair[1])) else {
          let known = TLS.allCases.map(\.rawValue).joined(separator: ", ")
          throw Self.refuse("tls is one of \(known)")
        }
        self.tls = tls
      default: throw Self.refuse("a database URL has no option \(pair[0]); there is tls")
      }
    }
  }

  private static func hostAndPort(_ text: Substring) throws(MariaDBError) -> (String, Int) {
    let isBracketed = text.hasPrefix("[")
    let hostEnd = isBracketed ? text.firstIndex(of: "]") : text.firstIndex(of: ":")
    let host = (hostEnd.map { text[..<$0] } ?? text).drop { $0 == "[" }
    guard !host.isEmpty else { throw refuse("a database URL names a host") }
    let tail = hostEnd.map { text[$0...].drop { $0 == "]" } } ?? ""
    guard !tail.isEmpty else { return (String(host), 3306) }
    guard tail.hasPrefix(":"), let port = Int(tail.dropFirst()), (1...65535).contains(port) else {
      throw refuse("the port of a database URL is 1 to 65535")
    }
    return (String(host), port)
  }

  private static func decoded(
    _ text: Substring,
    _ what: String
  ) throws(MariaDBError) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { throw refuse("the \(what) has a % that is no escape; write it as %25") }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func refuse(_ reason: String) -> MariaDBError {
    MariaDBError(.badSettings, during: "URL", detail: reason)
  }
}
