extension UInt8 {
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

/// A set of bytes as a table: the quickest way to ask for many of them.
struct ByteSet: Sendable {
  static let unreserved = ByteSet("-._~")
  static let unreservedAndSlash = ByteSet("-._~/")

  private let holds: [Bool]

  /// Letters, digits and some more.
  private init(_ more: String) {
    holds = (UInt8.min...UInt8.max).map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: more.utf8.contains(byte)
      }
    }
  }

  func contains(_ byte: UInt8) -> Bool { holds[Int(byte)] }

  /// The end of the run from `place` on of bytes that are in the set.
  func endOfRun(in bytes: Span<UInt8>, from place: Int) -> Int {
    unsafe holds.withUnsafeBufferPointer { holds in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        var place = place
        while place < bytes.count, unsafe holds[Int(bytes[place])] { place += 1 }
        return place
      }
    }
  }
}

extension Span<UInt8> {
  /// Whether any byte is a space or a control character; eight are looked at together.
  var mayHoldWhiteSpace: Bool {
    unsafe withUnsafeBytes { bytes in
      var place = 0
      while place + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        // A byte below 0x21 borrows into its highest bit.
        let borrowed = word &- 0x2121_2121_2121_2121
        if borrowed & ~word & 0x8080_8080_8080_8080 != 0 { return true }
        place += 8
      }
      while place < bytes.count {
        if unsafe bytes[place] <= 0x20 { return true }
        place += 1
      }
      return false
    }
  }

  /// The byte at a place, or what an escape there stands for, and the place behind it; a percent
  /// sign that starts no escape stands for itself.
  func decodedByte(at place: inout Int) -> UInt8 {
    let byte = self[place]
    place += 1
    guard byte == UInt8(ascii: "%"), place + 1 < count, let high = self[place].hexValue,
      let low = self[place + 1].hexValue
    else { return byte }
    place += 2
    return high << 4 | low
  }

  /// The bytes as a text.
  var text: String { unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) } }
}
