internal import HTTPWire

/// Collects the fields of one request and refuses combinations that could be read in two ways.
struct HeadBuilder {
  private var line: RequestLine?
  private var headers = HTTPHeaders()
  private var contentLength: Int?
  private var codings: String?
  private var host: String?
  private var expectsContinue = false
  private var saysClose = false
  private var saysKeepAlive = false

  var fieldCount: Int { headers.count }

  /// Forgets what was and starts with a request line.
  mutating func begin(_ line: RequestLine) {
    self = HeadBuilder()
    self.line = line
    headers.reserveCapacity(16)
  }

  /// Takes one field line.
  mutating func add(_ bytes: Span<UInt8>) throws(Rejection) {
    let field = try FieldLine(bytes)
    headers.add(field.name, field.value)
    let name = bytes.extracting(0..<field.nameLength)
    switch name.count {
    case 4 where name.isEqual(ignoringCase: "host"):
      guard host == nil else { throw .malformed("Host is given twice") }
      host = field.value
    case 6 where name.isEqual(ignoringCase: "expect"): try expect(field.value)
    case 10 where name.isEqual(ignoringCase: "connection"): connection(field.value)
    case 14 where name.isEqual(ignoringCase: "content-length"): try length(field.value)
    case 17 where name.isEqual(ignoringCase: "transfer-encoding"):
      codings = codings.map { "\($0),\(field.value)" } ?? field.value
    default: break
    }
  }

  /// The whole, once the empty line was there.
  func finish(_ origins: inout OriginCache) throws(Rejection) -> RequestHead {
    guard let line else { throw .malformed("the request line is missing") }
    if line.isVersion11, host == nil { throw .malformed("Host is missing") }
    var origin: HTTPOrigin?
    if let host { origin = try origins.origin(named: host) }
    if let authority = line.authority { origin = try origins.origin(named: authority) }
    return RequestHead(
      method: line.method,
      target: line.target,
      origin: origin,
      isVersion11: line.isVersion11,
      headers: headers,
      framing: try framing(isVersion11: line.isVersion11),
      keepsAlive: line.isVersion11 ? !saysClose : saysKeepAlive && !saysClose,
      expectsContinue: expectsContinue && line.isVersion11
    )
  }

  private mutating func expect(_ value: String) throws(Rejection) {
    guard value.equalsIgnoringASCIICase("100-continue") else {
      throw Rejection(417, "100-continue is all that can be expected")
    }
    expectsContinue = true
  }

  private mutating func connection(_ value: String) {
    for option in value.split(separator: ",") {
      let option = String(option.filter { $0 != " " && $0 != "\t" })
      if option.equalsIgnoringASCIICase("close") { saysClose = true }
      if option.equalsIgnoringASCIICase("keep-alive") { saysKeepAlive = true }
    }
  }

  /// RFC 9112 §6.3 would let equal lengths pass; nobody sends them twice in good faith.
  private mutating func length(_ value: String) throws(Rejection) {
    guard contentLength == nil else { throw .malformed("Content-Length is given twice") }
    guard !value.isEmpty, value.utf8.allSatisfy(\.isDigit) else {
      throw .malformed("Content-Length is not a number")
    }
    guard let length = Int(value) else { throw Rejection(413, "Content-Length is beyond measure") }
    contentLength = length
  }

  private func framing(isVersion11: Bool) throws(Rejection) -> RequestHead.Framing {
    guard let codings else { return contentLength.map { $0 == 0 ? .none : .length($0) } ?? .none }
    guard contentLength == nil else {
      throw .malformed("both Content-Length and Transfer-Encoding are given")
    }
    guard isVersion11 else { throw .malformed("HTTP/1.0 knows no Transfer-Encoding") }
    let names = codings.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0.filter { $0 != " " && $0 != "\t" }).lowercased()
    }
    if names == ["chunked"] { return .chunked }
    if names.dropLast().contains("chunked") || names.contains("") {
      throw .malformed("Transfer-Encoding does not end in one chunked")
    }
    throw Rejection(501, "the transfer coding is unknown")
  }
}
