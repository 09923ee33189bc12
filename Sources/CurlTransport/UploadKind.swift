import HTTPWire

/// The ways in which libcurl sends a request body.
enum UploadKind {
  /// There is none, and nothing says so.
  case none
  /// libcurl gets the bytes at once and sends them together with the header: half the cost of
  /// asking for them.
  case withHeader
  /// libcurl asks for the body piece by piece.
  case afterHeader

  init(_ request: HTTPRequest) {
    switch request.body {
    case .empty, .bytes([]): self = request.method.announcesEmptyBody ? .withHeader : .none
    case .bytes(let bytes): self = bytes.count <= 64 * 1024 ? .withHeader : .afterHeader
    case .file, .stream: self = .afterHeader
    }
  }
}

extension HTTPMethod {
  /// Whether a request without a body says so with `Content-Length: 0` (RFC 9110 §8.6).
  fileprivate var announcesEmptyBody: Bool {
    switch self {
    case .get, .head, .delete, .options: false
    default: true
    }
  }
}
