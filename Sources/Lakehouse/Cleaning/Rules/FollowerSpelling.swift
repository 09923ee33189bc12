/// How numbers of followers are spelled: digits, and perhaps a letter for thousands or millions.
public struct FollowerSpelling: Sendable, Hashable {
  /// The letters that stand for a thousand.
  public var thousands: String
  /// The letters that stand for a million.
  public var millions: String
  /// The letters that stand for a milliard.
  public var billions: String
  /// Whether `1.5k` is 1,500; otherwise it is no number.
  public var allowsDecimals: Bool

  /// Chooses the letters.
  public init(
    thousands: String = "k",
    millions: String = "M",
    billions: String = "",
    allowsDecimals: Bool = false
  ) {
    self.thousands = thousands
    self.millions = millions
    self.billions = billions
    self.allowsDecimals = allowsDecimals
  }

  /// What occurs in the course's data: `k` and `M` behind whole numbers.
  public static let course = FollowerSpelling()
  /// Letters of either case, `B` too, and decimals.
  public static let tolerant = FollowerSpelling(
    thousands: "kK",
    millions: "mM",
    billions: "bB",
    allowsDecimals: true
  )

  /// The number that is meant; `nil` where the text is none, or more than 32 bits hold.
  ///
  /// Without a letter it is what Spark's `cast(… as int)` makes of the text.
  public func count(_ text: String) -> Int? {
    guard let last = text.utf8.last else { return nil }
    let factor =
      thousands.utf8.contains(last)
      ? 1_000
      : millions.utf8.contains(last)
        ? 1_000_000 : billions.utf8.contains(last) ? 1_000_000_000 : 1
    guard factor > 1 else { return SparkCast.int(text) }
    return scaled(text.utf8.dropLast(), by: factor).flatMap { Int32(exactly: $0) }.map { Int($0) }
  }

  /// The number before the letter, times what it stands for; of the product decimals go.
  private func scaled(_ digits: Substring.UTF8View, by factor: Int) -> Int? {
    var value = 0
    var decimal: Int?
    var isNumber = false
    for byte in digits {
      if byte == UInt8(ascii: "."), allowsDecimals, decimal == nil {
        decimal = factor
        continue
      }
      let digit = Int(byte) - 48
      // Ten digits are more than 32 bits hold whatever the letter.
      guard (0...9).contains(digit), value < 10_000_000_000_000 else { return nil }
      isNumber = true
      if let place = decimal {
        decimal = place / 10
        value += digit * (place / 10)
      } else {
        value = value * 10 + digit * factor
      }
    }
    return isNumber ? value : nil
  }
}
