/// Values that are bytes: texts, binaries, and decimals of many digits.
extension PlainReader {
  /// Reads lengths, each with as many bytes.
  func readStrings(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ column: inout Column
  ) throws(TableFormatError) {
    guard count <= range.count / 4 else { throw malformed("values missing") }
    let base = column.bytes.count
    var isWhole = true
    unsafe bytes.withUnsafeBytes { source in
      var position = range.lowerBound
      column.offsets.append(addingCapacity: count) { offsets in
        // The lengths take room of their own, so this is more than enough.
        column.bytes.append(addingCapacity: range.count - 4 * count) { output in
          unsafe output.withUnsafeMutableBufferPointer { room, filled in
            for _ in 0..<count {
              guard position <= range.upperBound - 4 else { break }
              let length = Int(
                UInt32(
                  littleEndian: unsafe source.loadUnaligned(
                    fromByteOffset: position,
                    as: UInt32.self
                  )
                )
              )
              position += 4
              guard length <= range.upperBound - position, length <= room.count - filled else {
                break
              }
              if length > 0, let target = UnsafeMutableRawPointer(room.baseAddress),
                let start = source.baseAddress
              {
                unsafe (target + filled).copyMemory(from: start + position, byteCount: length)
              }
              position += length
              filled += length
              offsets.append(base + filled)
            }
          }
        }
        isWhole = offsets.count == count
      }
    }
    guard isWhole else { throw malformed("a text longer than its page") }
  }

  /// Reads values that are all equally long.
  func readFixed(
    _ count: Int,
    _ length: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ column: inout Column
  ) throws(TableFormatError) {
    guard count <= range.count / length else { throw malformed("values missing") }
    unsafe bytes.withUnsafeBytes { bytes in
      let values = range.lowerBound..<(range.lowerBound + count * length)
      unsafe column.bytes.append(contentsOf: bytes[values])
    }
    let base = column.offsets[column.offsets.count - 1]
    for i in 0..<count { column.offsets.append(base + (i + 1) * length) }
  }

  /// Reads unscaled numbers, the highest byte first, of one length or each with its own.
  func readDecimals(
    _ count: Int,
    _ fixedLength: Int?,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ column: inout Column
  ) throws(TableFormatError) {
    guard count <= range.count / (fixedLength ?? 4) else { throw malformed("values missing") }
    var position = range.lowerBound
    for _ in 0..<count {
      var length = fixedLength ?? 0
      if fixedLength == nil {
        guard position <= range.upperBound - 4 else { throw malformed("a length missing") }
        length = Int(
          UInt32(
            littleEndian: unsafe bytes.unsafeLoadUnaligned(
              fromByteOffset: position,
              as: UInt32.self
            )
          )
        )
        position += 4
      }
      guard length <= range.upperBound - position else { throw malformed("a number cut short") }
      let number = bytes.extracting(position..<(position + length))
      guard let decimal = decimal(number) else { throw malformed("a decimal beyond 128 bits") }
      column.decimals.append(decimal)
      position += length
    }
  }

  private func decimal(_ bytes: RawSpan) -> Int128? {
    var value: Int128 = 0
    for offset in bytes.byteOffsets {
      let byte = unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
      if offset == 0 {
        value = Int128(Int8(bitPattern: byte))
      } else {
        // The high bytes of longer numbers may only repeat the sign.
        guard value >> 119 == 0 || value >> 119 == -1 else { return nil }
        value = value << 8 | Int128(byte)
      }
    }
    return value
  }
}
