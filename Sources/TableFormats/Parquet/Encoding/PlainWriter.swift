/// Writes values of a column in the encoding PLAIN.
struct PlainWriter {
  let form: ValueForm

  /// Appends the values in those slots of a column.
  func append(
    _ column: Column,
    _ slots: some RandomAccessCollection<Int>,
    to output: inout [UInt8]
  ) {
    switch form {
    case .bits: preconditionFailure("bits are packed where a page ends")
    case .int32: append(column.integers, slots, to: &output) { UInt32(truncatingIfNeeded: $0) }
    case .int64: append(column.integers, slots, to: &output) { UInt64(bitPattern: $0) }
    case .float: append(column.doubles, slots, to: &output) { Float($0).bitPattern }
    case .double: append(column.doubles, slots, to: &output) { $0.bitPattern }
    case .decimal32: append(column.decimals, slots, to: &output) { UInt32(truncatingIfNeeded: $0) }
    case .decimal64: append(column.decimals, slots, to: &output) { UInt64(truncatingIfNeeded: $0) }
    case .decimalFixed(let length):
      for slot in slots { Self.append(column.decimals[slot], length, to: &output) }
    case .bytes: appendStrings(column, slots, to: &output)
    default: preconditionFailure("no column of this package is written as \(form)")
    }
  }

  /// Appends bits, eight to a byte.
  static func append(bits: [UInt8], to output: inout [UInt8]) {
    for start in stride(from: 0, to: bits.count, by: 8) {
      var byte: UInt8 = 0
      for i in start..<min(start + 8, bits.count) { byte |= bits[i] << UInt8(i - start) }
      output.append(byte)
    }
  }

  /// Appends an unscaled decimal, the highest byte first.
  static func append(_ decimal: Int128, _ length: Int, to output: inout [UInt8]) {
    for place in (0..<length).reversed() {
      output.append(UInt8(truncatingIfNeeded: decimal >> Int128(8 * place)))
    }
  }

  @inline(__always)
  private func append<
    Number: BitwiseCopyable,
    Word: FixedWidthInteger & BitwiseCopyable
  >(
    _ numbers: [Number],
    _ slots: some RandomAccessCollection<Int>,
    to output: inout [UInt8],
    _ word: (Number) -> Word
  ) {
    let size = MemoryLayout<Word>.size
    output.append(addingCapacity: slots.count * size) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, filled in
        let target = UnsafeMutableRawBufferPointer(room)
        for slot in slots {
          unsafe target.storeBytes(
            of: word(numbers[slot]).littleEndian,
            toByteOffset: filled,
            as: Word.self
          )
          filled += size
        }
      }
    }
  }

  private func appendStrings(
    _ column: Column,
    _ slots: some RandomAccessCollection<Int>,
    to output: inout [UInt8]
  ) {
    let size = slots.reduce(0) { $0 + 4 + column.offsets[$1 + 1] - column.offsets[$1] }
    output.append(addingCapacity: size) { room in
      unsafe room.withUnsafeMutableBufferPointer { room, filled in
        unsafe column.bytes.withUnsafeBytes { source in
          let target = UnsafeMutableRawBufferPointer(room)
          for slot in slots {
            let start = column.offsets[slot]
            let length = column.offsets[slot + 1] - start
            unsafe target.storeBytes(
              of: UInt32(length).littleEndian,
              toByteOffset: filled,
              as: UInt32.self
            )
            filled += 4
            if length > 0, let place = target.baseAddress, let from = source.baseAddress {
              unsafe (place + filled).copyMemory(from: from + start, byteCount: length)
            }
            filled += length
          }
        }
      }
    }
  }
}
