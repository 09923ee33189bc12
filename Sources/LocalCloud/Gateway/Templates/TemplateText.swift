/// The bytes of a template and how far they have been read.
struct TemplateText {
  let bytes: [UInt8]
  private(set) var position: Int
  private let end: Int

  init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  var isAtEnd: Bool { position >= end }

  /// The byte at a distance, or 0 past the end, which no template has.
  func peek(_ distance: Int = 0) -> UInt8 {
    position + distance < end ? bytes[position + distance] : 0
  }

  func looksAt(_ word: StaticString, _ distance: Int = 0) -> Bool {
    (0..<word.utf8CodeUnitCount).allSatisfy { peek(distance + $0) == word.utf8Start[$0] }
  }

  mutating func skip(_ count: Int = 1) { position = min(end, position + count) }

  mutating func take(_ word: StaticString) -> Bool {
    guard looksAt(word) else { return false }
    skip(word.utf8CodeUnitCount)
    return true
  }

  mutating func skipSpace() {
    while [0x20, 0x09, 0x0a, 0x0d].contains(peek()), !isAtEnd { skip() }
  }

  /// Passes what is left of a line, where that is nothing but white space.
  mutating func skipEmptyRestOfLine() {
    var distance = 0
    while peek(distance) == 0x20 || peek(distance) == 0x09 { distance += 1 }
    if peek(distance) == 0x0d, peek(distance + 1) == 0x0a { return skip(distance + 2) }
    if peek(distance) == 0x0a { skip(distance + 1) }
  }

  /// Whether nothing but white space stands between a place and the start of its line.
  func isIndentation(before place: Int) -> Bool {
    let before = bytes[..<place].last { $0 != 0x20 && $0 != 0x09 }
    return before == nil || before == 0x0a
  }

  /// A name: letters, digits, `_` and `-`, a letter or `_` in front.
  mutating func takeName() -> String? {
    guard Self.startsName(peek()) else { return nil }
    let start = position
    while Self.continuesName(peek()) { skip() }
    return text(from: start)
  }

  func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

  /// The line that is read now, counted from 1.
  var line: Int { bytes[..<min(position, end)].count { $0 == 0x0a } + 1 }

  static func startsName(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
      || byte == UInt8(ascii: "_")
  }

  static func continuesName(_ byte: UInt8) -> Bool {
    startsName(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
  }
}
