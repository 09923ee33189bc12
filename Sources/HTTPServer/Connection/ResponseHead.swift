internal import HTTPWire

/// Writes the head of a response; what frames the message is the server's own business.
struct ResponseHead {
  let response: HTTPResponse
  let framing: ResponseFraming
  /// Whether the connection ends behind it, or goes on although HTTP/1.0 would end it.
  let persistence: Persistence
  let date: [UInt8]

  enum Persistence { case implied, keepsAlive, closes }

  /// Appends the head; false where a field could not be sent without tearing the message apart.
  func write(to output: inout [UInt8]) -> Bool {
    guard (200...999).contains(response.status) else { return false }
    output.append(ascii: "HTTP/1.1 ")
    output.append(decimal: response.status)
    output.append(.space)
    output.append(ascii: StatusPhrase.of(response.status))
    output.append(ascii: "\r\n")
    var hasDate = false
    for field in response.headers {
      switch field.name.utf8.count {
      case 4 where field.name.equalsIgnoringASCIICase("date"): hasDate = true
      case 10 where field.name.equalsIgnoringASCIICase("connection"): continue
      case 14 where field.name.equalsIgnoringASCIICase("content-length"):
        guard case .described = framing else { continue }
      case 17 where field.name.equalsIgnoringASCIICase("transfer-encoding"): continue
      default: break
      }
      guard write(field, to: &output) else { return false }
    }
    if !hasDate { output.append(contentsOf: date) }
    writeFraming(to: &output)
    output.append(ascii: "\r\n")
    return true
  }

  private func write(_ field: HTTPHeaders.Field, to output: inout [UInt8]) -> Bool {
    let (name, value) = (field.name.utf8.span, field.value.utf8.span)
    guard !name.isEmpty, name.indices.allSatisfy({ name[$0].isToken }) else { return false }
    guard value.indices.allSatisfy({ value[$0].isText }) else { return false }
    output.append(contentsOf: field.name.utf8)
    output.append(ascii: ": ")
    output.append(contentsOf: field.value.utf8)
    output.append(ascii: "\r\n")
    return true
  }

  private func writeFraming(to output: inout [UInt8]) {
    switch framing {
    case .none, .untilClose: break
    case .described(let length):
      if let length, !response.headers.contains("content-length") { write(length, to: &output) }
    case .length(let length): write(length, to: &output)
    case .chunked: output.append(ascii: "Transfer-Encoding: chunked\r\n")
    }
    switch persistence {
    case .implied: break
    case .keepsAlive: output.append(ascii: "Connection: keep-alive\r\n")
    case .closes: output.append(ascii: "Connection: close\r\n")
    }
  }

  private func write(_ length: Int, to output: inout [UInt8]) {
    output.append(ascii: "Content-Length: ")
    output.append(decimal: length)
    output.append(ascii: "\r\n")
  }
}

extension [UInt8] {
  mutating func append(ascii text: StaticString) {
    text.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }

  mutating func append(decimal number: Int) {
    if number >= 10 { append(decimal: number / 10) }
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
