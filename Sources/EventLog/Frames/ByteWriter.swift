/// Puts numbers and texts together to bytes: whole numbers take as many bytes as they need.
package struct ByteWriter {
  package var bytes: [UInt8] = []

  package init(bytes: [UInt8] = []) { self.bytes = bytes }

  package mutating func put(_ byte: UInt8) { bytes.append(byte) }

  package mutating func put(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  package mutating func put(count: Int) { put(UInt64(bitPattern: Int64(count))) }

  /// Small numbers stay short on either side of 0.
  package mutating func put(signed number: Int64) {
    put(UInt64(bitPattern: number << 1 ^ number >> 63))
  }

  package mutating func put(_ slice: ArraySlice<UInt8>) {
    put(count: slice.count)
    bytes.append(contentsOf: slice)
  }

  /// One more than the length goes first, so that nothing and empty differ.
  package mutating func put(optional slice: ArraySlice<UInt8>?) {
    guard let slice else { return put(UInt8(0)) }
    put(count: slice.count + 1)
    bytes.append(contentsOf: slice)
  }

  package mutating func put(_ text: String) {
    put(count: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// A number of a fixed width, lowest byte first.
  package mutating func put<Number: FixedWidthInteger>(fixed number: Number) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
    }
  }
}
