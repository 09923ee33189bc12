/// A number with few digits and at most seven decimals, such as a coordinate: most numbers of records.
///
/// The standard library's search for the shortest spelling costs several times as much.
struct ShortDecimal {
  private static let places = 7
  private static let scale = 1e7

  /// The magnitude times ten million.
  private let units: UInt64
  private let isNegative: Bool

  /// Takes a number apart where its shortest spelling is of that form, and else gives `nil`.
  init?(_ number: Double) {
    let scaled = (number.magnitude * Self.scale).rounded()
    // Up to fifteen digits no two decimals share a double. So where this one stands for the number,
    // it is the shortest that does. Below a ten-thousandth the spelling takes an exponent.
    guard scaled < 1e15, scaled >= 1e3 || scaled == 0, scaled / Self.scale == number.magnitude
    else { return nil }
    units = UInt64(scaled)
    isNegative = number.sign == .minus
  }

  /// Writes it with as many decimals as it needs, but at least one, and gives its length.
  @inline(__always)
  func write(to text: UnsafeMutablePointer<UInt8>) -> Int {
    let (whole, fraction) = units.quotientAndRemainder(dividingBy: 10_000_000)
    var end = 0
    if isNegative {
      text[0] = UInt8(ascii: "-")
      end = 1
    }
    end &+= DecimalText.write(UInt(whole), to: text + end)
    text[end] = UInt8(ascii: ".")
    var rest = fraction
    var index = end &+ Self.places
    while index > end {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      text[index] = UInt8(truncatingIfNeeded: digit) | 0x30
      rest = quotient
      index &-= 1
    }
    var length = end &+ Self.places &+ 1
    while length > end &+ 2, text[length &- 1] == UInt8(ascii: "0") { length &-= 1 }
    return length
  }
}
