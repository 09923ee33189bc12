import HTTPWire

extension CurlTransport {
  /// When the server is asked with `Expect: 100-continue` before a body is sent.
  ///
  /// It costs a round trip and saves a body that the server would have refused unread, so it pays
  /// for large bodies over real networks. A server that does not know it costs a second.
  public enum ExpectContinue: Hashable, Sendable {
    /// Never.
    case never
    /// For bodies of a mebibyte or more, or of unknown length, unless the host is this machine.
    case forLargeBodies
    /// For bodies of that many bytes or more, or of unknown length, whoever the host is.
    case atLeast(bytes: Int)
  }
}

extension CurlTransport.ExpectContinue {
  func applies(to request: HTTPRequest) -> Bool {
    switch self {
    case .never: false
    case .forLargeBodies:
      (request.body.length ?? .max) >= 1 << 20 && !request.origin.isThisMachine
    case .atLeast(let bytes): (request.body.length ?? .max) >= bytes
    }
  }
}

extension HTTPOrigin {
  var isThisMachine: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
      || host.hasPrefix("127.")
  }
}
