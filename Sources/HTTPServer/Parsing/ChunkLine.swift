/// The line before a chunk: its size and extensions, which are read over (RFC 9112 §7.1).
enum ChunkLine {
  static func size(_ line: Span<UInt8>) throws(Rejection) -> Int {
    var size = 0
    var index = 0
    while index < line.count, let digit = line[index].hexValue {
      // Fifteen digits cannot overflow; more are an attack, also where they are zeros.
      guard index < 15 else { throw .malformed("a chunk size is too long") }
      size = size << 4 | digit
      index += 1
    }
    guard index > 0 else { throw .malformed("a chunk size is not hexadecimal") }
    try checkExtensions(line, from: index)
    return size
  }

  private static func checkExtensions(
    _ line: Span<UInt8>,
    from start: Int
  ) throws(Rejection) {
    var index = start
    while index < line.count {
      skipBlanks(line, &index)
      guard take(UInt8(ascii: ";"), line, &index) else { throw bad }
      skipBlanks(line, &index)
      guard skipToken(line, &index) else { throw bad }
      let end = index
      skipBlanks(line, &index)
      guard take(UInt8(ascii: "="), line, &index) else {
        if index == line.count, end != index { throw bad }
        continue
      }
      skipBlanks(line, &index)
      guard try skipQuoted(line, &index) || skipToken(line, &index) else { throw bad }
    }
  }

  private static var bad: Rejection { .malformed("a chunk extension is malformed") }

  private static func skipBlanks(_ line: Span<UInt8>, _ index: inout Int) {
    while index < line.count, line[index].isBlank { index += 1 }
  }

  private static func take(_ byte: UInt8, _ line: Span<UInt8>, _ index: inout Int) -> Bool {
    guard index < line.count, line[index] == byte else { return false }
    index += 1
    return true
  }

  private static func skipToken(_ line: Span<UInt8>, _ index: inout Int) -> Bool {
    let start = index
    while index < line.count, line[index].isToken { index += 1 }
    return index > start
  }

  private static func skipQuoted(_ line: Span<UInt8>, _ index: inout Int) throws(Rejection) -> Bool
  {
    guard take(UInt8(ascii: "\""), line, &index) else { return false }
    while index < line.count {
      let byte = line[index]
      index += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return true }
    }
    throw bad
  }
}
