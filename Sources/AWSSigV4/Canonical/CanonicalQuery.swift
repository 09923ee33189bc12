/// The query as a signature covers it: every pair decoded, encoded strictly, sorted.
enum CanonicalQuery {
  private struct Pair {
    var name: String
    var value: String

    static func isOrdered(_ a: Pair, _ b: Pair) -> Bool {
      // Encoded texts are ASCII, so that their order is that of their bytes.
      (a.name, a.value) < (b.name, b.value)
    }
  }

  /// Room that is enough for any query: three bytes a byte, and `=` where it was left out.
  static func capacity(for query: Substring) -> Int { query.utf8.count * 4 + 1 }

  static func append(
    _ query: Substring,
    leavingOut omitted: String? = nil,
    to output: inout ByteBuffer
  ) {
    let pairs = query.split(separator: "&").map { pair in
      let equals = pair.firstIndex(of: "=") ?? pair.endIndex
      return Pair(name: encoded(pair[..<equals]), value: encoded(pair[equals...].dropFirst()))
    }
    let start = output.count
    for pair in pairs.sorted(by: Pair.isOrdered) where pair.name != omitted {
      if output.count > start { output.append("&") }
      output.append(pair.name)
      output.append("=")
      output.append(pair.value)
    }
  }

  private static func encoded(_ text: Substring) -> String {
    let bytes = text.utf8.span
    var output = ByteBuffer(capacity: bytes.count * 3)
    var place = 0
    while place < bytes.count {
      // As in forms, a plus is a space; a real one arrives as %2B.
      let isPlus = bytes[place] == UInt8(ascii: "+")
      let byte = bytes.decodedByte(at: &place)
      output.appendEncoded(isPlus ? UInt8(ascii: " ") : byte)
    }
    return output.text
  }
}
