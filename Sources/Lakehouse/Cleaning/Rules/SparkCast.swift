public import PinterestModels

/// Turns texts into numbers and moments as `cast` and `to_timestamp` of Spark do, with null for
/// what is none (Spark's way before `spark.sql.ansi.enabled`, and still that of `try_cast`).
public enum SparkCast {
  /// `cast(text as bigint)`: white space around it goes, and so do decimals.
  public static func long(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { wholeNumber($0) }
  }

  /// `cast(text as int)`: the same with 32 bits.
  public static func int(_ text: String) -> Int? {
    long(text).flatMap { Int32(exactly: $0) }.map { Int($0) }
  }

  /// `cast(number as bigint)`: decimals go.
  public static func long(_ number: Double) -> Int? { Int(exactly: number.rounded(.towardZero)) }

  /// `cast(text as double)`, but for NaN and the infinities, which no column of ours holds.
  public static func double(_ text: String) -> Double? {
    guard let number = Double(trimmed(text)), number.isFinite else { return nil }
    return number
  }

  /// `to_timestamp(text)` in a session whose time zone is UTC.
  ///
  /// A year of four digits, then as much of `-M-d H:m:s.ffffff` as there is, one or two digits
  /// each, a `T` or a space before the hour, perhaps a zone behind the time.
  public static func timestamp(_ text: String) -> WireTimestamp? {
    var reader = CivilReader(trimmed(text))
    return reader.moment()
  }

  /// What Spark's `trimAll` leaves: white space and control characters go on both sides.
  static func trimmed(_ text: String) -> Substring {
    let isSpace = { (character: UInt8) in character <= 0x20 || character == 0x7f }
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return text[first...last]
  }

  private static func wholeNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var rest = bytes[...]
    while let first = rest.first, first <= 0x20 || first == 0x7f { rest.removeFirst() }
    while let last = rest.last, last <= 0x20 || last == 0x7f { rest.removeLast() }
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    // Towards minus infinity, where there is one more number.
    var value = 0
    var isNumber = false
    while let digit = rest.first.map({ $0 &- UInt8(ascii: "0") }), digit < 10 {
      let (tenfold, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = tenfold.subtractingReportingOverflow(Int(digit))
      guard !isTooLarge, !isOver else { return nil }
      value = sum
      isNumber = true
      rest.removeFirst()
    }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      isNumber = isNumber || !rest.isEmpty
      guard rest.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
      rest = rest.dropFirst(rest.count)
    }
    guard isNumber, rest.isEmpty else { return nil }
    guard !isNegative else { return value }
    return value == .min ? nil : -value
  }
}
