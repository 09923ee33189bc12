/// The query as a signature covers it: every pair decoded, encoded strictly, sorted.
enum CanonicalQuery {
  private struct Pair {
    var name: [UInt8]
    var value: [UInt8]

    static func isOrdered(_ a: Pair, _ b: Pair) -> Bool {
      a.name == b.name
        ? a.value.lexicographicallyPrecedes(b.value) : a.name.lexicographicallyPrecedes(b.name)
    }
  }

  /// Room that is enough for any query: three bytes a byte, and `=` where it was left out.
  static func capacity(for query: Substring) -> Int { query.utf8.count * 4 + 1 }

  static func append(
    _ query: Substring,
    leavingOut omitted: String? = nil,
    to output: inout ByteWriter
  ) {
    let pairs = query.split(separator: "&").map { pair in
      let equals = pair.firstIndex(of: "=") ?? pair.endIndex
      return Pair(name: encoded(pair[..<equals]), value: encoded(pair[equals...].dropFirst()))
    }
    let start = output.count
    for pair in pairs.sorted(by: Pair.isOrdered) {
      if let omitted, pair.name.elementsEqual(omitted.utf8) { continue }
      if output.count > start { output.append(UInt8(ascii: "&")) }
      output.append(pair.name)
      output.append(UInt8(ascii: "="))
      output.append(pair.value)
    }
  }

  private static func encoded(_ text: Substring) -> [UInt8] {
    ByteWriter.bytes(capacity: text.utf8.count * 3) { output in
      PercentDecoding.forEachByte(of: text.utf8, plusIsSpace: true) { output.appendEncoded($0) }
    }
  }
}
