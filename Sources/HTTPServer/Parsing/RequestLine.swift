internal import HTTPWire

/// The first line of a request: method, target and version, apart by single spaces (RFC 9112 §3).
struct RequestLine {
  let method: HTTPMethod
  /// Path and query.
  let target: String
  /// The authority, where the target is a whole URL.
  let authority: String?
  let isVersion11: Bool

  init(_ line: Span<UInt8>) throws(Rejection) {
    guard let methodEnd = line.firstIndex(of: .space),
      let targetEnd = line.firstIndex(of: .space, from: methodEnd + 1)
    else { throw .malformed("the request line is not method, target and version") }
    let method = line.extracting(0..<methodEnd)
    let target = line.extracting(methodEnd + 1..<targetEnd)
    guard !method.isEmpty, method.allSatisfy(\.isToken) else {
      throw .malformed("the method is not a token")
    }
    isVersion11 = try Self.isVersion11(line.extracting((targetEnd + 1)...))
    self.method = HTTPMethod(rawValue: String(wire: method))
    guard !method.isEqual(ignoringCase: "connect") else {
      throw Rejection(501, "this is not a proxy")
    }
    guard !target.isEmpty, target.allSatisfy(\.isTarget) else {
      throw .malformed("the target has bytes that must be percent-encoded")
    }
    let text = String(wire: target)
    if target[0] == UInt8(ascii: "/") || text == "*" && self.method == .options {
      (authority, self.target) = (nil, text)
    } else {
      (authority, self.target) = try Self.parts(ofURL: text)
    }
  }

  private static func isVersion11(_ version: Span<UInt8>) throws(Rejection) -> Bool {
    guard version.count == 8, version.extracting(0..<5).isEqual(to: "HTTP/"), version[5].isDigit,
      version[6] == UInt8(ascii: "."), version[7].isDigit
    else { throw .malformed("the version is not one of HTTP") }
    guard version[5] == UInt8(ascii: "1") else { throw Rejection(505, "HTTP/1.1 is spoken here") }
    return version[7] != UInt8(ascii: "0")
  }

  private static func parts(ofURL url: String) throws(Rejection) -> (String, String) {
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://"),
      ["http", "https"].contains(url[..<colon].lowercased())
    else { throw .malformed("the target is neither a path nor a URL") }
    let rest = url[colon...].dropFirst(3)
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let path = rest[end...]
    return (String(rest[..<end]), path.hasPrefix("/") ? String(path) : "/" + path)
  }
}
