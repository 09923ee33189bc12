/// Random names in the spelling of a UUID.
enum UniqueName {
  private static let digits = Array("0123456789abcdef".utf8)

  /// A name that nobody has used or will use: 122 random bits.
  static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    return make(using: &generator)
  }

  /// A name out of somebody's random numbers.
  static func make(using generator: inout some RandomNumberGenerator) -> String {
    let high = generator.next() & 0xffff_ffff_ffff_0fff | 0x4000
    let low = generator.next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for position in 0..<32 {
      if [8, 12, 16, 20].contains(position) { text.append(UInt8(ascii: "-")) }
      let word = position < 16 ? high : low
      text.append(digits[Int(word >> (60 - 4 * UInt64(position % 16)) & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
