/// Writes numbers as the hybrid of runs and packed bits.
enum HybridWriter {
  /// How many bits the numbers up to `maximum` need.
  static func bitWidth(for maximum: Int) -> Int { Int.bitWidth - maximum.leadingZeroBitCount }

  /// Appends numbers of so many bits.
  static func append<Number: FixedWidthInteger & UnsignedInteger>(
    _ numbers: [Number],
    bitWidth: Int,
    to output: inout [UInt8]
  ) {
    unsafe numbers.withUnsafeBufferPointer { numbers in
      var start = 0
      while start < numbers.count {
        let run = unsafe runLength(numbers, from: start)
        if run >= 8 {
          append(repeated: unsafe UInt32(numbers[start]), run, bitWidth, to: &output)
          start += run
        } else {
          let end = unsafe endOfPacked(numbers, from: start)
          unsafe appendPacked(numbers, start..<end, bitWidth, to: &output)
          start = end
        }
      }
    }
  }

  /// Appends one number so often.
  static func append(
    repeated number: UInt32,
    _ count: Int,
    _ bitWidth: Int,
    to output: inout [UInt8]
  ) {
    append(varint: UInt64(count) << 1, to: &output)
    for place in 0..<((bitWidth + 7) / 8) {
      output.append(UInt8(truncatingIfNeeded: number >> UInt32(8 * place)))
    }
  }

  private static func runLength<Number: Equatable>(
    _ numbers: UnsafeBufferPointer<Number>,
    from start: Int
  ) -> Int {
    let number = unsafe numbers[start]
    var end = start + 1
    while end < numbers.count, unsafe numbers[end] == number { end += 1 }
    return end - start
  }

  /// Where, in steps of eight, a run begins that is worth leaving the packed form for.
  private static func endOfPacked<Number: Equatable>(
    _ numbers: UnsafeBufferPointer<Number>,
    from start: Int
  ) -> Int {
    var end = start + 8
    while end < numbers.count {
      let number = unsafe numbers[end]
      let near = min(end + 8, numbers.count)
      var same = end + 1
      while same < near, unsafe numbers[same] == number { same += 1 }
      if same == end + 8 { return end }
      end += 8
    }
    return numbers.count
  }

  private static func appendPacked<Number: FixedWidthInteger & UnsignedInteger>(
    _ numbers: UnsafeBufferPointer<Number>,
    _ range: Range<Int>,
    _ bitWidth: Int,
    to output: inout [UInt8]
  ) {
    let groups = (range.count + 7) / 8
    append(varint: UInt64(groups) << 1 | 1, to: &output)
    let size = groups * bitWidth
    output.append(addingCapacity: size + 8) { room in
      unsafe room.withUnsafeMutableBufferPointer { output, filled in
        let room = UnsafeMutableRawBufferPointer(output)
        var (bits, pending, offset): (UInt64, UInt64, Int) = (0, 0, 0)
        for i in range {
          bits |= unsafe UInt64(numbers[i]) << pending
          pending += UInt64(bitWidth)
          if pending >= 32 {
            unsafe room.storeBytes(
              of: UInt32(truncatingIfNeeded: bits).littleEndian,
              toByteOffset: offset,
              as: UInt32.self
            )
            bits >>= 32
            pending -= 32
            offset += 4
          }
        }
        // What is left, and zeros for the numbers the last group lacks.
        while offset < size {
          unsafe room[offset] = UInt8(truncatingIfNeeded: bits)
          bits >>= 8
          offset += 1
        }
        filled = size
      }
    }
  }

  private static func append(varint value: UInt64, to output: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(rest))
  }
}
