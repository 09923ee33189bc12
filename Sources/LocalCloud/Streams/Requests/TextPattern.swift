/// A pattern of Kinesis's model: its spelling, which error texts quote, and what it takes.
struct TextPattern: Sendable {
  let spelling: String
  let matches: @Sendable (String) -> Bool

  /// The names of streams, shards and consumers.
  static let name = TextPattern(spelling: "[a-zA-Z0-9_.-]+") { text in
    // Every request names a stream: a loop over the bytes costs a fifth of what `allSatisfy` does.
    let bytes = text.utf8.span
    for place in bytes.indices where !isNameByte(bytes[place]) { return false }
    return !bytes.isEmpty
  }

  /// A hash key: a number of up to 39 digits without leading zeros.
  static let hashKey = TextPattern(spelling: #"0|([1-9]\d{0,38})"#) { isNumber($0, digits: 39) }

  static let sequenceNumber = TextPattern(spelling: #"0|([1-9]\d{0,128})"#) {
    isNumber($0, digits: 129)
  }

  static let streamARN = TextPattern(
    spelling: #"arn:aws.*:kinesis:.*:\d{12}:stream/\S+"#
  ) { isARN($0, of: "stream/") }

  static let resourceARN = TextPattern(
    spelling: #"arn:aws.*:kinesis:.*:\d{12}:.*stream/\S+"#
  ) { isARN($0, of: "stream/") }

  static let consumerARN = TextPattern(
    spelling:
      #"^(arn):aws.*:kinesis:.*:\d{12}:.*stream\/[a-zA-Z0-9_.-]+\/consumer\/[a-zA-Z0-9_.-]+:[0-9]+"#
  ) { text in
    guard isARN(text, of: "stream/"), let slash = text.range(of: "/consumer/") else { return false }
    let parts = text[slash.upperBound...].split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
      && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isNumber(_ text: String, digits: Int) -> Bool {
    let bytes = text.utf8
    guard (1...digits).contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      return false
    }
    return bytes.count == 1 || bytes.first != UInt8(ascii: "0")
  }

  private static func isARN(_ text: String, of kind: String) -> Bool {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 && parts[0] == "arn" && parts[1].hasPrefix("aws")
      && parts[2] == "kinesis" && parts[4].utf8.count == 12 && parts[5].hasPrefix(kind)
      && parts[5].utf8.count > kind.utf8.count && !parts[5].contains(where: \.isWhitespace)
  }
}

extension String {
  /// The first place of another text, looked for byte by byte.
  fileprivate func range(of other: String) -> Range<String.Index>? {
    var start = utf8.startIndex
    while start < utf8.endIndex {
      if utf8[start...].starts(with: other.utf8) {
        return start..<utf8.index(start, offsetBy: other.utf8.count)
      }
      start = utf8.index(after: start)
    }
    return nil
  }
}
