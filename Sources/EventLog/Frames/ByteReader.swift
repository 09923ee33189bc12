/// Takes bytes apart again; whatever they are, it stays inside them.
package struct ByteReader {
  /// The bytes do not hold what was asked of them.
  package struct Malformed: Error {
    package init() {}
  }

  private let bytes: [UInt8]
  package private(set) var position: Int
  private let end: Int

  package init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = min(range.upperBound, bytes.count)
  }

  package init(_ bytes: [UInt8]) { self.init(bytes, in: bytes.indices) }

  package var isAtEnd: Bool { position >= end }

  package mutating func byte() throws(Malformed) -> UInt8 {
    guard position < end else { throw Malformed() }
    defer { position += 1 }
    return bytes[position]
  }

  package mutating func number() throws(Malformed) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: 0 as UInt64, to: 64, by: 7) {
      let next = try byte()
      number |= UInt64(next & 0x7f) << shift
      if next < 0x80 { return number }
    }
    throw Malformed()
  }

  package mutating func signed() throws(Malformed) -> Int64 {
    let number = try number()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  /// A count or an offset: never negative, and small enough to be added to.
  package mutating func count() throws(Malformed) -> Int {
    let number = try number()
    guard number < 1 << 62 else { throw Malformed() }
    return Int(number)
  }

  package mutating func slice() throws(Malformed) -> ArraySlice<UInt8> { try take(count()) }

  package mutating func optionalSlice() throws(Malformed) -> ArraySlice<UInt8>? {
    let count = try count()
    return count == 0 ? nil : try take(count - 1)
  }

  /// Passes over what may be nothing and gives its length.
  package mutating func skipOptional() throws(Malformed) -> Int {
    let count = max(0, try count() - 1)
    guard count <= end - position else { throw Malformed() }
    position += count
    return count
  }

  package mutating func text() throws(Malformed) -> String {
    let slice = try slice()
    guard let text = String(validating: slice, as: UTF8.self) else { throw Malformed() }
    return text
  }

  package mutating func fixed<Number: FixedWidthInteger>(_: Number.Type) throws(Malformed) -> Number
  {
    var number: Number = 0
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      number |= Number(truncatingIfNeeded: try byte()) << Number(shift)
    }
    return number
  }

  private mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
    guard count <= end - position else { throw Malformed() }
    defer { position += count }
    return bytes[position..<position + count]
  }
}
