/// A piece of stack on which a text is put together.
struct TextBuffer {
  /// The most bytes a text here can have; none comes near it.
  private static let capacity = 1024

  private let base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0

  /// Lends a buffer to `body`.
  static func lend<Result>(_ body: (inout TextBuffer) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { stack in
      guard let base = stack.baseAddress else { preconditionFailure("a stack has an address") }
      var buffer = TextBuffer(base: base)
      return body(&buffer)
    }
  }

  private init(base: UnsafeMutablePointer<UInt8>) { self.base = base }

  mutating func append(_ byte: UInt8) {
    precondition(count < Self.capacity, "the text is longer than any should be")
    base[count] = byte
    count &+= 1
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      guard let start = bytes.baseAddress else { return }
      precondition(bytes.count <= Self.capacity - count, "the text is longer than any should be")
      (base + count).update(from: start, count: bytes.count)
      count &+= bytes.count
    }
  }

  mutating func append(_ number: Int) {
    if number > 9 { append(number / 10) }
    append(UInt8(truncatingIfNeeded: number % 10) + UInt8(ascii: "0"))
  }

  /// Appends the sixteen hexadecimal digits of a number from `first` to `last`.
  mutating func append(hexadecimal number: UInt64, digits: Range<Int> = 0..<16) {
    for index in digits {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * index)) & 15
      append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
    }
  }

  /// Takes away what was appended after the buffer had `count` bytes.
  mutating func cut(to count: Int) { self.count = min(count, self.count) }

  /// Takes away what stands behind so many characters.
  mutating func cut(toCharacters limit: Int) {
    var characters = 0
    for index in 0..<count where base[index] & 0xc0 != 0x80 {
      characters += 1
      if characters > limit { return cut(to: index) }
    }
  }

  /// Gives the text away and starts afresh.
  mutating func take() -> String {
    defer { count = 0 }
    return String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }
}
