import HTTPWire

/// The header lines of a request as libcurl takes them, checked so that nothing can be smuggled in.
struct RequestHead: Sendable {
  /// `Name: value` lines, each ended by a zero byte.
  private(set) var lines: [UInt8] = []
  /// How many lines there are.
  private(set) var count = 0

  init(_ request: HTTPRequest, options: CurlTransport.Options) throws(HTTPTransportError) {
    func refuse(_ reason: String) -> HTTPTransportError {
      HTTPTransportError(.invalidRequest, request: request, detail: reason, mayHaveArrived: false)
    }
    if let reason = Self.complaint(about: request) { throw refuse(reason) }
    lines.reserveCapacity(512)
    var given: DefaultedHeaders = []
    for field in request.headers {
      guard Self.isToken(field.name) else {
        throw refuse("the header name \(field.name.debugDescription) is not a token")
      }
      guard Self.isFieldValue(field.value) else {
        throw refuse("the value of header \(field.name) has a line break or a zero byte")
      }
      switch DefaultedHeaders(name: field.name) {
      case .contentLength:
        // libcurl writes it from the body, so that the two cannot differ.
        guard Int(field.value) == request.body.length else {
          throw refuse("Content-Length \(field.value) is not the length of the body")
        }
        continue
      case .transferEncoding: throw refuse("Transfer-Encoding is the transport's own business")
      case let known: given.insert(known)
      }
      append(field.name, field.value)
    }
    if let userAgent = options.userAgent, !given.contains(.userAgent) {
      append("User-Agent", userAgent)
    }
    let asksFirst = options.expectContinue.applies(to: request)
    silence(allBut: given, for: UploadKind(request), asksFirst: asksFirst)
  }

  /// libcurl adds these of its own accord; a line without a value keeps it from doing so.
  private mutating func silence(
    allBut given: DefaultedHeaders,
    for kind: UploadKind,
    asksFirst: Bool
  ) {
    if !given.contains(.accept) { append(line: "Accept:") }
    if kind == .withHeader, !given.contains(.contentType) { append(line: "Content-Type:") }
    if kind == .afterHeader, !given.contains(.expect) {
      append(line: asksFirst ? "Expect: 100-continue" : "Expect:")
    }
  }

  private mutating func append(_ name: String, _ value: String) {
    lines.append(contentsOf: name.utf8)
    if value.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      // A colon with nothing behind it would remove the header; this is libcurl's way to send it.
      lines.append(UInt8(ascii: ";"))
    } else {
      lines.append(UInt8(ascii: ":"))
      lines.append(UInt8(ascii: " "))
      lines.append(contentsOf: value.utf8)
    }
    lines.append(0)
    count += 1
  }

  private mutating func append(line: StaticString) {
    line.withUTF8Buffer { unsafe lines.append(contentsOf: $0) }
    lines.append(0)
    count += 1
  }

  private static func complaint(about request: HTTPRequest) -> String? {
    guard isToken(request.method.rawValue) else {
      return "the method \(request.method.rawValue.debugDescription) is not a token"
    }
    guard request.method.rawValue != "CONNECT" else { return "CONNECT makes no request" }
    let target = request.target.utf8.span
    guard !target.isEmpty, target[0] == UInt8(ascii: "/") || request.target == "*" else {
      return "the target does not start with a slash"
    }
    for index in target.indices where target[index] <= 0x20 || target[index] >= 0x7f {
      return "the target has bytes that must be percent-encoded"
    }
    if request.method == .head, request.body.length != 0 { return "HEAD takes no body" }
    return nil
  }

  private static func isToken(_ text: String) -> Bool {
    let bytes = text.utf8.span
    for index in bytes.indices where !isTokenByte(bytes[index]) { return false }
    return !bytes.isEmpty
  }

  /// RFC 9110 §5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    case 0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e, 0x5f, 0x60, 0x7c, 0x7e:
      true
    default: false
    }
  }

  private static func isFieldValue(_ text: String) -> Bool {
    let bytes = text.utf8.span
    for index in bytes.indices {
      let byte = bytes[index]
      if byte <= 0x0d, byte == 0x0d || byte == 0x0a || byte == 0 { return false }
    }
    return true
  }
}
