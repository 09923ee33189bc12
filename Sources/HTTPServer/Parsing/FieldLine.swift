/// One header or trailer line: a token, a colon at once, a value (RFC 9112 §5).
struct FieldLine {
  let nameLength: Int
  let name: String
  let value: String

  init(_ line: Span<UInt8>) throws(Rejection) {
    var colon = 0
    while colon < line.count, line[colon].isToken { colon += 1 }
    guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":") else {
      throw .malformed("a field line is not a name, a colon and a value")
    }
    let rest = line.extracting((colon + 1)...)
    nameLength = colon
    name = String(wire: line.extracting(0..<colon))
    value = String(wire: rest.extracting(rest.trimmed))
  }
}
