/// One header or trailer line: a token, a colon at once, a value (RFC 9112 §5).
struct FieldLine {
  let nameLength: Int
  let name: String
  let value: String

  init(_ line: Span<UInt8>) throws(Rejection) {
    guard !line.isEmpty, !line[0].isBlank else {
      throw .malformed("a field line is folded")
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      throw .malformed("a field line has no colon")
    }
    let name = line.extracting(0..<colon)
    guard !name.isEmpty, name.allSatisfy(\.isToken) else {
      throw .malformed("a field name is not a token")
    }
    let rest = line.extracting((colon + 1)...)
    nameLength = colon
    self.name = String(wire: name)
    value = String(wire: rest.extracting(rest.trimmed))
  }
}
