/// A base URL as people configure it: an origin and the path everything else is appended to.
public struct HTTPEndpoint: Hashable, Sendable, CustomStringConvertible {
  /// Whom requests go to.
  public let origin: HTTPOrigin
  /// The base path without its trailing slash, percent-encoded as given; empty for the root.
  public let path: String

  /// Puts an endpoint together from parts.
  public init(origin: HTTPOrigin, path: String = "") {
    self.origin = origin
    self.path = path
  }

  /// Reads `http[s]://host[:port][/path]`; what cannot be a base URL is refused with its reason.
  public init(_ text: String) throws(HTTPEndpointError) {
    func refuse(_ reason: String) -> HTTPEndpointError {
      HTTPEndpointError(text: text, reason: reason)
    }
    guard let schemeEnd = text.firstRange(of: "://") else {
      throw refuse("it does not start with http:// or https://")
    }
    guard let scheme = HTTPOrigin.Scheme(rawValue: text[..<schemeEnd.lowerBound].lowercased())
    else { throw refuse("its scheme is neither http nor https") }
    let rest = text[schemeEnd.upperBound...]
    let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    let authority = rest[..<authorityEnd]
    let path = rest[authorityEnd...]
    guard !authority.contains("@") else {
      throw HTTPEndpointError(
        text: "\(scheme.rawValue)://…@\(authority.split(separator: "@").last ?? "")",
        reason: "credentials do not belong in a URL"
      )
    }
    guard !path.contains("?"), !path.contains("#") else {
      throw refuse("a base URL has no query and no fragment")
    }
    guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      throw refuse("its path has bytes that must be percent-encoded")
    }
    guard let parsed = Self.hostAndPort(of: authority) else {
      throw refuse("its host or port is not valid")
    }
    origin = HTTPOrigin(scheme: scheme, host: parsed.host, port: parsed.port)
    var base = String(path)
    while base.hasSuffix("/") { base.removeLast() }
    self.path = base
  }

  /// The URL as it would be written again.
  public var description: String { "\(origin)\(path)" }

  private static func hostAndPort(of authority: Substring) -> (host: String, port: Int?)? {
    let host: Substring
    let tail: Substring
    if authority.hasPrefix("[") {
      guard let close = authority.firstIndex(of: "]") else { return nil }
      host = authority[...close]
      tail = authority[authority.index(after: close)...]
      let inside = host.dropFirst().dropLast()
      guard inside.contains(":"), inside.allSatisfy({ $0.isHexDigit || ":.%".contains($0) }) else {
        return nil
      }
    } else {
      let colon = authority.firstIndex(of: ":") ?? authority.endIndex
      host = authority[..<colon]
      tail = authority[colon...]
      guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { return nil }
    }
    if tail.isEmpty { return (String(host), nil) }
    let digits = tail.dropFirst()
    guard tail.hasPrefix(":"), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let port = Int(digits), (1...65535).contains(port)
    else { return nil }
    return (String(host), port)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// A text that was meant as a base URL and why it cannot be one.
public struct HTTPEndpointError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was given, without any credentials in it.
  public let text: String
  /// Why it was refused.
  public let reason: String

  /// The URL and the reason in one sentence.
  public var description: String { "\"\(text)\" is not a base URL: \(reason)" }
}
