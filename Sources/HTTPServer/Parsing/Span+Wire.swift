/// What the parser asks of a piece of a line.
extension Span<UInt8> {
  /// The piece without blanks at its ends.
  var trimmed: Range<Int> {
    var start = 0
    var end = count
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return start..<end
  }

  /// The position of the first byte from `start` on that may not stand in a line, or the end.
  ///
  /// Eight bytes at a time: this is where most of reading a header is spent.
  func endOfText(from start: Int) -> Int {
    var index = start
    let highBits: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    while index + 8 <= count {
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      // A byte below 0x20, or one that is 0x7f, leaves a high bit; a tab does so as well.
      let controls = word &- ones &* 0x20 & ~word
      let deletes = (word ^ ones &* 0x7f) &- ones & ~(word ^ ones &* 0x7f)
      if (controls | deletes) & highBits != 0 { break }
      index += 8
    }
    while index < count, self[index].isText { index += 1 }
    return index
  }

  func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    var index = start
    while index < count {
      if self[index] == byte { return index }
      index += 1
    }
    return nil
  }

  func allSatisfy(_ test: (UInt8) -> Bool) -> Bool {
    for index in indices where !test(self[index]) { return false }
    return true
  }

  func isEqual(to text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { expected in
      for index in indices where unsafe self[index] != expected[index] { return false }
      return true
    }
  }

  /// Compares with a lower-case ASCII text, letters without case.
  func isEqual(ignoringCase text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { expected in
      for index in indices {
        let byte = self[index]
        let isUpper = byte &- UInt8(ascii: "A") < 26
        if unsafe (isUpper ? byte | 0x20 : byte) != expected[index] { return false }
      }
      return true
    }
  }
}

extension String {
  /// Takes bytes as UTF-8, or as Latin-1 where they are not: no byte that was sent is lost.
  init(wire bytes: Span<UInt8>) {
    if let text = try? UTF8Span(validating: bytes) {
      self = String(copying: text)
    } else {
      self = ""
      for index in bytes.indices { unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    }
  }
}
