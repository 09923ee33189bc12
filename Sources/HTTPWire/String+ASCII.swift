// Texts as the wire has them: bytes, most of them ASCII.
extension String {
  /// Compares as header names do: ASCII letters without case, everything else byte for byte.
  package func equalsIgnoringASCIICase(_ other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let mine = utf8.span
    let theirs = other.utf8.span
    for index in mine.indices where mine[index] != theirs[index] {
      let (a, b) = (mine[index] | 0x20, theirs[index] | 0x20)
      guard a == b, a &- UInt8(ascii: "a") < 26 else { return false }
    }
    return true
  }
  /// Whether a text of ASCII occurs, byte for byte.
  ///
  /// The library's own `contains` compares characters and takes some hundred times as long.
  package func contains(ascii text: StaticString) -> Bool {
    let mine = utf8.span
    let length = text.utf8CodeUnitCount
    guard length > 0, mine.count >= length else { return length == 0 }
    let first = text.utf8Start[0]
    for start in 0...mine.count - length where mine[start] == first {
      var place = 1
      while place < length, mine[start + place] == text.utf8Start[place] { place += 1 }
      if place == length { return true }
    }
    return false
  }

  /// Whether it ends in a text of ASCII, byte for byte.
  package func ends(inASCII text: StaticString) -> Bool {
    let mine = utf8.span
    let length = text.utf8CodeUnitCount
    guard mine.count >= length else { return false }
    for place in 0..<length where mine[mine.count - length + place] != text.utf8Start[place] {
      return false
    }
    return true
  }
}
