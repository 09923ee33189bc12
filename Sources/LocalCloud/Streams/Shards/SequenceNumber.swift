/// The number of a record among all records: greater than that of every earlier record of its shard.
///
/// It is 47 hexadecimal digits, written as one decimal number of 56 digits, so that texts compare as
/// numbers do: `2`, when the shard was made, its lowest digit, the place in the shard, `00`, when the
/// record came, the shard, `2`. So the place of a record can be read from its number, and nothing has
/// to be kept beside the record to find it.
struct SequenceNumber: Sendable, Hashable {
  /// When the shard was made, in seconds since 1970.
  let shardCreated: Int
  /// The number of the shard.
  let shard: Int
  /// 1 for the first record of a shard; 0 stands before it.
  let index: Int
  /// When the record came, in seconds since 1970.
  let time: Int

  /// The index in the number that ends a closed shard.
  static let lastIndex = Int.max

  private static let chunk: UInt64 = 10_000_000_000_000_000_000
  private static let chunkDigits = 19

  init(shardCreated: Int, shard: Int, index: Int, time: Int) {
    self.shardCreated = shardCreated
    self.shard = shard
    self.index = index
    self.time = time
  }

  /// Reads a decimal number of this layout; older layouts are no longer given out by anybody.
  init?(_ text: some StringProtocol) {
    guard let (high, low) = Self.words(text), high >> 56 == 2, low & 0xf == 2 else { return nil }
    let index = UInt64(high & 0xffff) << 48 | UInt64(truncatingIfNeeded: low >> 80)
    let shard = Int(truncatingIfNeeded: low >> 4 & 0xffff_ffff)
    guard index <= Int.max, shard <= Int32.max, high >> 16 & 0xf == shard & 0xf else { return nil }
    self.shard = shard
    self.index = Int(index)
    time = Int(truncatingIfNeeded: low >> 36 & 0xf_ffff_ffff)
    shardCreated = Int(truncatingIfNeeded: high >> 20 & 0xf_ffff_ffff)
  }

  /// The bits above the lowest 128, and those.
  private var words: (high: UInt64, low: UInt128) {
    let place = UInt64(index)
    let high =
      2 << 56 | (UInt64(shardCreated) & 0xf_ffff_ffff) << 20 | UInt64(shard & 0xf) << 16
      | place >> 48
    let low =
      UInt128(place & 0xffff_ffff_ffff) << 80 | (UInt128(time) & 0xf_ffff_ffff) << 36
      | UInt128(shard) << 4 | 2
    return (high, low)
  }

  /// Appends the decimal digits.
  func append(to output: inout [UInt8]) {
    var (high, low) = words
    var digits = InlineArray<57, UInt8>(repeating: UInt8(ascii: "0"))
    for part in (0..<3).reversed() {
      var rest = Self.divide(&high, &low)
      for digit in (0..<Self.chunkDigits).reversed() {
        digits[part * Self.chunkDigits + digit] += UInt8(rest % 10)
        rest /= 10
      }
    }
    digits.span.withUnsafeBufferPointer { output.append(contentsOf: $0.dropFirst()) }
  }

  /// Divides by ten to the nineteenth and gives the rest.
  private static func divide(_ high: inout UInt64, _ low: inout UInt128) -> UInt64 {
    let (first, firstRest) = high.quotientAndRemainder(dividingBy: chunk)
    let (second, secondRest) = chunk.dividingFullWidth(
      (firstRest, UInt64(truncatingIfNeeded: low >> 64))
    )
    let (third, rest) = chunk.dividingFullWidth((secondRest, UInt64(truncatingIfNeeded: low)))
    (high, low) = (first, UInt128(second) << 64 | UInt128(third))
    return rest
  }

  /// The value of up to 57 decimal digits.
  private static func words(_ text: some StringProtocol) -> (high: UInt64, low: UInt128)? {
    guard (1...57).contains(text.utf8.count) else { return nil }
    var high: UInt64 = 0
    var low: UInt128 = 0
    for character in text.utf8 {
      let digit = character &- UInt8(ascii: "0")
      guard digit < 10, high <= UInt64.max / 10 else { return nil }
      let product = low.multipliedFullWidth(by: 10)
      let (sum, carries) = product.low.addingReportingOverflow(UInt128(digit))
      let carried = UInt64(product.high) + (carries ? 1 : 0)
      let (next, overflows) = (high * 10).addingReportingOverflow(carried)
      guard !overflows else { return nil }
      (high, low) = (next, sum)
    }
    return (high, low)
  }
}

extension SequenceNumber: CustomStringConvertible {
  var description: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(56)
    append(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }
}
