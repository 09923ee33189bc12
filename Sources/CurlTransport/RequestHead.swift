import HTTPWire

/// The header lines of a request as libcurl takes them, checked so that nothing can be smuggled in.
struct RequestHead: Sendable {
  /// `Name: value` lines, each ended by a zero byte.
  private(set) var lines: [UInt8] = []
  /// How many lines there are.
  private(set) var count = 0
  /// Whether the server is asked before the body is sent.
  let expectsContinue: Bool

  init(_ request: HTTPRequest, options: CurlTransport.Options) throws(HTTPTransportError) {
    func refuse(_ reason: String) -> HTTPTransportError {
      HTTPTransportError(.invalidRequest, request: request, detail: reason, mayHaveArrived: false)
    }
    if let reason = Self.complaint(about: request) { throw refuse(reason) }
    expectsContinue = options.expectContinue.applies(to: request)
    lines.reserveCapacity(512)
    var given: DefaultedHeaders = []
    for field in request.headers {
      guard Self.isToken(field.name) else { throw refuse("a header name is not a token") }
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
    silence(allBut: given, for: UploadKind(request))
  }

  /// libcurl adds these of its own accord; a line without a value keeps it from doing so.
  private mutating func silence(allBut given: DefaultedHeaders, for kind: UploadKind) {
    if !given.contains(.accept) { append(line: "Accept:") }
    if kind == .withHeader, !given.contains(.contentType) { append(line: "Content-Type:") }
    if kind == .afterHeader, !given.contains(.expect) {
      append(line: expectsContinue ? "Expect: 100-continue" : "Expect:")
    }
  }

  private mutating func append(_ name: String, _ value: String) {
    lines.append(contentsOf: name.utf8)
    if value.isEmpty {
      // A colon alone would remove the header; this is libcurl's way to send it empty.
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
    guard isToken(request.method.rawValue) else { return "the method is not a token" }
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

/// The headers that libcurl, or this transport, would add where the caller does not.
private struct DefaultedHeaders: OptionSet {
  let rawValue: UInt8

  static let accept = DefaultedHeaders(rawValue: 1)
  static let contentType = DefaultedHeaders(rawValue: 2)
  static let expect = DefaultedHeaders(rawValue: 4)
  static let userAgent = DefaultedHeaders(rawValue: 8)
  static let contentLength = DefaultedHeaders(rawValue: 16)
  static let transferEncoding = DefaultedHeaders(rawValue: 32)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(name: String) {
    switch name.utf8.count {
    case 6 where name.equalsIgnoringASCIICase("accept"): self = .accept
    case 6 where name.equalsIgnoringASCIICase("expect"): self = .expect
    case 10 where name.equalsIgnoringASCIICase("user-agent"): self = .userAgent
    case 12 where name.equalsIgnoringASCIICase("content-type"): self = .contentType
    case 14 where name.equalsIgnoringASCIICase("content-length"): self = .contentLength
    case 17 where name.equalsIgnoringASCIICase("transfer-encoding"): self = .transferEncoding
    default: self = []
    }
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
