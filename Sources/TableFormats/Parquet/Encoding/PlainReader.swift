/// Reads values in the encoding PLAIN into the arrays of a column.
struct PlainReader {
  let form: ValueForm
  let subject: String

  /// Appends the next `count` values of a range of bytes, without counting them as rows yet.
  func read(
    _ count: Int,
    from bytes: RawSpan,
    _ range: Range<Int>,
    into column: inout Column
  ) throws(TableFormatError) {
    switch form {
    case .bits: try readBits(count, bytes, range, &column.integers)
    case .int32(isSigned: true):
      try readNumbers(count, bytes, range, &column.integers) { (word: UInt32) in
        Int64(Int32(bitPattern: word))
      }
    case .int32(isSigned: false):
      try readNumbers(count, bytes, range, &column.integers) { (word: UInt32) in Int64(word) }
    case .int64:
      try readNumbers(count, bytes, range, &column.integers) { (word: UInt64) in
        Int64(bitPattern: word)
      }
    case .milliseconds, .nanoseconds: try readMoments(count, bytes, range, &column.integers)
    case .int96: try readJulian(count, bytes, range, &column.integers)
    case .half:
      try readNumbers(count, bytes, range, &column.doubles) { (word: UInt16) in
        HalfPrecision.double(bitPattern: word)
      }
    case .float:
      try readNumbers(count, bytes, range, &column.doubles) { (word: UInt32) in
        Double(Float(bitPattern: word))
      }
    case .double:
      try readNumbers(count, bytes, range, &column.doubles) { (word: UInt64) in
        Double(bitPattern: word)
      }
    case .decimal32:
      try readNumbers(count, bytes, range, &column.decimals) { (word: UInt32) in
        Int128(Int32(bitPattern: word))
      }
    case .decimal64:
      try readNumbers(count, bytes, range, &column.decimals) { (word: UInt64) in
        Int128(Int64(bitPattern: word))
      }
    case .unsigned64:
      try readNumbers(count, bytes, range, &column.decimals) { (word: UInt64) in Int128(word) }
    case .bytes: try readStrings(count, bytes, range, &column)
    case .fixed(let length): try readFixed(count, length, bytes, range, &column)
    case .decimalFixed(let length): try readDecimals(count, length, bytes, range, &column)
    case .decimalBytes: try readDecimals(count, nil, bytes, range, &column)
    case .unsupported(let name):
      throw TableFormatError(.unsupported, subject, detail: name)
    }
    for decimal in column.decimals.suffix(count) where decimal.magnitude >= column.decimalLimit {
      throw malformed("a decimal of more digits than \(column.field.type) has")
    }
  }

  private func room(_ count: Int, of size: Int, _ range: Range<Int>) throws(TableFormatError) {
    guard count <= range.count / size else { throw malformed("values missing") }
  }

  func malformed(_ detail: String) -> TableFormatError {
    TableFormatError(.malformed, subject, detail: detail)
  }

  @inline(__always)
  private func readNumbers<
    Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable,
    Number: BitwiseCopyable
  >(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ numbers: inout [Number],
    _ number: (Word) -> Number
  ) throws(TableFormatError) {
    try room(count, of: MemoryLayout<Word>.size, range)
    unsafe bytes.withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress.map { unsafe $0 + range.lowerBound }
      numbers.append(addingCapacity: count) { output in
        unsafe output.withUnsafeMutableBufferPointer { room, filled in
          guard let start = unsafe start else { return }
          for i in 0..<count {
            let offset = i &* MemoryLayout<Word>.size
            unsafe room[i] = number(
              Word(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: Word.self))
            )
          }
          filled = count
        }
      }
    }
  }

  private func readBits(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ integers: inout [Int64]
  ) throws(TableFormatError) {
    guard count <= range.count * 8 else { throw malformed("values missing") }
    for i in 0..<count {
      let byte = unsafe bytes.unsafeLoad(fromByteOffset: range.lowerBound + i >> 3, as: UInt8.self)
      integers.append(Int64(byte >> UInt8(i & 7) & 1))
    }
  }

  private func readMoments(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ integers: inout [Int64]
  ) throws(TableFormatError) {
    let first = integers.count
    try readNumbers(count, bytes, range, &integers) { (word: UInt64) in Int64(bitPattern: word) }
    for i in first..<integers.count {
      if form == .nanoseconds {
        integers[i] = integers[i].flooredDivision(by: 1_000)
      } else {
        let (micros, isTooMuch) = integers[i].multipliedReportingOverflow(by: 1_000)
        guard !isTooMuch else { throw malformed("a moment beyond the years of microseconds") }
        integers[i] = micros
      }
    }
  }

  private func readJulian(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ integers: inout [Int64]
  ) throws(TableFormatError) {
    try room(count, of: 12, range)
    for i in 0..<count {
      let offset = range.lowerBound + 12 * i
      let nanos = Int64(
        littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int64.self)
      )
      let day = Int32(
        littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: Int32.self)
      )
      // 2440588 is the Julian number of 1970-01-01.
      let (midnight, isTooFar) = (Int64(day) - 2_440_588)
        .multipliedReportingOverflow(by: 86_400_000_000)
      let (moment, isTooMuch) =
        midnight
        .addingReportingOverflow(nanos.flooredDivision(by: 1_000))
      guard !isTooFar, !isTooMuch else {
        throw malformed("a moment beyond the years of microseconds")
      }
      integers.append(moment)
    }
  }
}

extension Int64 {
  /// Divides downwards, also below zero.
  fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
