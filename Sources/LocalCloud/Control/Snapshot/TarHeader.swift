/// The 512 bytes before each file of a tar archive, as POSIX has them since 1988 (ustar).
struct TarHeader: Equatable {
  static let byteCount = 512

  /// The path inside the archive.
  let path: String
  /// The bytes of the file.
  let length: Int

  init(path: String, length: Int) {
    self.path = path
    self.length = length
  }

  /// Reads a header; `nil` where it is none, such as the empty one that ends an archive.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.byteCount, bytes[0] != 0,
      Self.number(bytes[148..<156]) == Self.checksum(bytes),
      let length = Self.number(bytes[124..<136]), length >= 0
    else { return nil }
    path = String(decoding: bytes[0..<100].prefix { $0 != 0 }, as: UTF8.self)
    self.length = length
  }

  /// The header as it stands in an archive.
  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    func put(_ text: String, at place: Int) {
      bytes.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
    }
    put(String(path.prefix(99)), at: 0)
    put("0000600", at: 100)  // only the owner reads what lies in a cloud
    put("0000000", at: 108)
    put("0000000", at: 116)
    put("00000000000", at: 136)
    put("0", at: 156)
    put("ustar\u{0}00", at: 257)
    putLength(&bytes)
    let sum = String(Self.checksum(bytes), radix: 8)
    put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ", at: 148)
    return bytes
  }

  /// The zeros behind a file, up to the next header.
  var padding: Int { (Self.byteCount - length % Self.byteCount) % Self.byteCount }

  /// Eleven octal digits; beyond them the number itself, as GNU and everybody since writes it.
  private func putLength(_ bytes: inout [UInt8]) {
    let digits = String(length, radix: 8)
    guard digits.count > 11 else {
      let text = String(repeating: "0", count: 11 - digits.count) + digits
      bytes.replaceSubrange(124..<135, with: text.utf8)
      return
    }
    bytes[124] = 0x80
    for place in 0..<8 { bytes[135 - place] = UInt8(truncatingIfNeeded: length >> (8 * place)) }
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if field.first == 0x80 { return field.suffix(8).reduce(0) { $0 << 8 | Int($1) } }
    let digits = field.filter { (0x30...0x37).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self), radix: 8)
  }

  /// The sum of all bytes, those of the sum itself taken for spaces.
  private static func checksum(_ bytes: [UInt8]) -> Int {
    bytes[..<byteCount].enumerated().reduce(0) { sum, byte in
      sum + (148..<156 ~= byte.offset ? 0x20 : Int(byte.element))
    }
  }
}
