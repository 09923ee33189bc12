/// The one range of bytes a request may ask for.
enum ByteRange: Hashable, Sendable {
  /// From a byte up to and with another.
  case bounded(Int, Int)
  /// From a byte to the end.
  case from(Int)
  /// That many bytes at the end.
  case last(Int)

  /// Reads `bytes=0-9`, `bytes=10-`, `bytes=-5`; everything else asks for the whole.
  init?(_ text: String) {
    guard text.hasPrefix("bytes=") else { return nil }
    let sides = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard sides.count == 2, sides.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }) else {
      return nil
    }
    switch (Int(sides[0]), Int(sides[1])) {
    case (let first?, let last?):
      guard first <= last else { return nil }
      self = .bounded(first, last)
    case (let first?, nil) where sides[1].isEmpty: self = .from(first)
    case (nil, let count?) where sides[0].isEmpty: self = .last(count)
    default: return nil
    }
  }

  /// The bytes of something of that length, or `nil` where there are none.
  func resolved(in length: Int) -> Range<Int>? {
    switch self {
    case .bounded(let first, let last):
      first < length ? first..<min(last, length - 1) + 1 : nil
    case .from(let first): first < length ? first..<length : nil
    case .last(let count): count > 0 && length > 0 ? max(0, length - count)..<length : nil
    }
  }
}
