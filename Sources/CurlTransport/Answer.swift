import HTTPWire

/// What the loop hands to the waiting task; the task parses the header, so that the loop need not.
struct Answer: Sendable {
  enum Body: Sendable {
    case complete([UInt8])
    case streaming(ResponseBody)
  }

  var status: Int
  /// The lines of the header section as they came, the status line left out.
  var headerLines: [UInt8]
  var body: Body

  func response(reading: (ResponseBody) -> ResponseReader) -> HTTPResponse {
    let headers = HTTPHeaders(lines: headerLines)
    switch body {
    case .complete(let bytes):
      return HTTPResponse(
        status: status,
        headers: headers,
        body: bytes.isEmpty ? .empty : .bytes(bytes)
      )
    case .streaming(let body):
      let length = headers["content-length"].flatMap { Int($0) }
      return HTTPResponse(
        status: status,
        headers: headers,
        body: .stream(reading(body).stream, length: length)
      )
    }
  }
}

extension HTTPHeaders {
  /// Reads `name: value` lines; folded lines and bare line feeds are tolerated, other bytes kept as Latin-1 is not.
  init(lines: [UInt8]) {
    var fields: [Field] = []
    fields.reserveCapacity(8)
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      fields.append(Field(Self.text(line[..<colon]), Self.text(line[(colon + 1)...])))
    }
    self.init(fields)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var rest = bytes
    while let first = rest.first, isBlank(first) { rest.removeFirst() }
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(decoding: rest, as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0d
  }
}
