extension WireTimestamp {
  /// The length of the longest spelling that is written.
  static let longest = 26

  /// Writes the one spelling and gives its length.
  @inline(__always)
  func write(to output: UnsafeMutableBufferPointer<UInt8>) -> Int {
    put(year / 100, at: 0, of: output)
    put(year % 100, at: 2, of: output)
    output[4] = UInt8(ascii: "-")
    put(month, at: 5, of: output)
    output[7] = UInt8(ascii: "-")
    put(day, at: 8, of: output)
    output[10] = UInt8(ascii: " ")
    put(hour, at: 11, of: output)
    output[13] = UInt8(ascii: ":")
    put(minute, at: 14, of: output)
    output[16] = UInt8(ascii: ":")
    put(second, at: 17, of: output)
    guard microsecond > 0 else { return 19 }
    output[19] = UInt8(ascii: ".")
    put(microsecond / 10_000, at: 20, of: output)
    put(microsecond / 100 % 100, at: 22, of: output)
    put(microsecond % 100, at: 24, of: output)
    return 26
  }

  @inline(__always)
  private func put(_ number: Int, at index: Int, of output: UnsafeMutableBufferPointer<UInt8>) {
    output[index] = UInt8(truncatingIfNeeded: number / 10) + UInt8(ascii: "0")
    output[index + 1] = UInt8(truncatingIfNeeded: number % 10) + UInt8(ascii: "0")
  }
}
