import HTTPWire

/// The query as the signature covers it: pairs decoded, encoded strictly, sorted.
enum CanonicalQuery {
  static func append(
    _ query: Substring,
    leavingOut omitted: String? = nil,
    to output: inout [UInt8]
  ) {
    let pairs = query.split(separator: "&").map { pair -> (name: [UInt8], value: [UInt8]) in
      let equals = pair.firstIndex(of: "=") ?? pair.endIndex
      return (encoded(pair[..<equals]), encoded(pair[equals...].dropFirst()))
    }
    let sorted = pairs.sorted {
      $0.name == $1.name
        ? $0.value.lexicographicallyPrecedes($1.value) : $0.name.lexicographicallyPrecedes($1.name)
    }
    let start = output.count
    for pair in sorted where omitted.map({ !pair.name.elementsEqual($0.utf8) }) ?? true {
      if output.count > start { output.append(UInt8(ascii: "&")) }
      output += pair.name
      output.append(UInt8(ascii: "="))
      output += pair.value
    }
  }

  private static func encoded(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    PercentEncoding.append(LenientDecoding.bytes(of: text, plusIsSpace: true), to: &bytes)
    return bytes
  }
}
