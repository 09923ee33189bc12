/// The query as a signature covers it: every pair decoded, encoded strictly, sorted.
enum CanonicalQuery {
  /// One pair, as places in a text that holds all of them.
  private struct Pair {
    var name: Range<Int>
    var value: Range<Int>
  }

  /// Room that is enough for any query: three bytes a byte, and `=` where it was left out.
  static func capacity(for query: Substring) -> Int { query.utf8.count * 4 + 1 }

  static func append(
    _ query: Substring,
    leavingOut omitted: String? = nil,
    to output: inout ByteBuffer
  ) {
    let given = query.utf8.span
    var encoded = ByteBuffer(capacity: given.count * 3)
    var pairs: [Pair] = []
    var place = 0
    while place < given.count {
      if given[place] != ampersand {
        let name = appendEncoded(given, from: &place, upTo: equals, to: &encoded)
        if place < given.count, given[place] == equals { place += 1 }
        let value = appendEncoded(given, from: &place, upTo: ampersand, to: &encoded)
        pairs.append(Pair(name: name, value: value))
      }
      place += 1
    }
    encoded.withSpan { encoded in
      pairs.sort { order($0, $1, in: encoded) }
      let start = output.count
      for pair in pairs {
        let name = encoded.extracting(pair.name)
        if let omitted, name.isSame(as: omitted.utf8.span) { continue }
        if output.count > start { output.append(ampersand) }
        output.append(name)
        output.append(equals)
        output.append(encoded.extracting(pair.value))
      }
    }
  }

  /// Appends what stands before `stop` or the end of the pair, and says where it is now.
  private static func appendEncoded(
    _ given: Span<UInt8>,
    from place: inout Int,
    upTo stop: UInt8,
    to output: inout ByteBuffer
  ) -> Range<Int> {
    let start = output.count
    while place < given.count, given[place] != ampersand, given[place] != stop {
      let end = ByteSet.unreserved.endOfRun(in: given, from: place)
      if end > place {
        output.append(given.extracting(place..<end))
        place = end
        continue
      }
      // As in forms, a plus is a space; a real one arrives as %2B.
      let isPlus = given[place] == UInt8(ascii: "+")
      let byte = given.decodedByte(at: &place)
      output.appendEncoded(isPlus ? UInt8(ascii: " ") : byte)
    }
    return start..<output.count
  }

  private static func order(_ a: Pair, _ b: Pair, in encoded: Span<UInt8>) -> Bool {
    let (mine, theirs) = (encoded.extracting(a.name), encoded.extracting(b.name))
    if mine.precedes(theirs) { return true }
    if theirs.precedes(mine) { return false }
    return encoded.extracting(a.value).precedes(encoded.extracting(b.value))
  }

  private static let ampersand = UInt8(ascii: "&")
  private static let equals = UInt8(ascii: "=")
}

extension Span<UInt8> {
  /// Whether it stands before another in the order of bytes.
  fileprivate func precedes(_ other: Span<UInt8>) -> Bool {
    var place = 0
    while place < count, place < other.count {
      if self[place] != other[place] { return self[place] < other[place] }
      place += 1
    }
    return count < other.count
  }

  fileprivate func isSame(as other: Span<UInt8>) -> Bool {
    count == other.count && !precedes(other) && !other.precedes(self)
  }
}
