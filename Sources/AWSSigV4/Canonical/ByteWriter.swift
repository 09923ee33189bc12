/// Writes to memory whose size was reckoned beforehand, and traps rather than pass its end.
@safe struct ByteWriter: ~Copyable {
  private let target: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ target: UnsafeMutableBufferPointer<UInt8>) { unsafe self.target = unsafe target }

  /// Makes an array of at most `capacity` bytes.
  static func bytes(capacity: Int, _ write: (inout ByteWriter) -> Void) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      var writer = unsafe ByteWriter(buffer)
      write(&writer)
      count = writer.count
    }
  }

  /// Makes a text of at most `capacity` bytes.
  static func text(capacity: Int, _ write: (inout ByteWriter) -> Void) -> String {
    unsafe String(unsafeUninitializedCapacity: capacity) { buffer in
      var writer = unsafe ByteWriter(buffer)
      write(&writer)
      return writer.count
    }
  }

  mutating func append(_ byte: UInt8) {
    precondition(unsafe count < target.count, "more is written than was reckoned")
    unsafe target[count] = byte
    count += 1
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    precondition(unsafe target.count - count >= bytes.count, "more is written than was reckoned")
    unsafe (target.baseAddress.unsafelyUnwrapped + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  mutating func append(_ bytes: some Sequence<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { unsafe append($0) }
    if done == nil { for byte in bytes { append(byte) } }
  }

  mutating func append(_ text: String) { append(text.utf8) }

  /// Writes a byte as it is where a URI may hold it, escaped where not.
  mutating func appendEncoded(_ byte: UInt8, keepingSlash: Bool = false) {
    if byte.isUnreserved || keepingSlash && byte == UInt8(ascii: "/") { return append(byte) }
    append(UInt8(ascii: "%"))
    append((byte >> 4).upperHexDigit)
    append((byte & 15).upperHexDigit)
  }

  /// Writes a header value without white space at its ends and with one space for every run inside.
  mutating func appendTrimmed(_ value: String) {
    if !value.utf8.contains(where: \.isWhiteSpace) { return append(value) }
    for (index, word) in value.utf8.split(whereSeparator: \.isWhiteSpace).enumerated() {
      if index > 0 { append(UInt8(ascii: " ")) }
      append(word)
    }
  }

  /// Goes back to an earlier end.
  mutating func truncate(to count: Int) { self.count = min(self.count, count) }

  /// The byte at a place already written.
  subscript(place: Int) -> UInt8 {
    precondition(place < count, "nothing is written there")
    return unsafe target[place]
  }
}

extension UInt8 {
  /// Whether RFC 3986 lets the byte stand for itself everywhere: `A-Z a-z 0-9 - . _ ~`.
  var isUnreserved: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "-")...UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  var upperHexDigit: UInt8 {
    self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "A") + (self - 10)
  }

  /// The value of a hexadecimal digit of either case.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// White space as headers have it, and what else a sender may have folded a line with.
  var isWhiteSpace: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }

  var asciiLowercased: UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self
  }
}
