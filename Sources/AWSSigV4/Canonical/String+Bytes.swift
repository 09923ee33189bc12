extension String {
  /// Whether every byte is ASCII.
  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }

  /// Whether another text has the same bytes as this one, which must be ASCII.
  ///
  /// Equality alone would take a Kelvin sign for a K, and comparing bytes costs more.
  func isSameASCII(as other: some StringProtocol) -> Bool {
    utf8.count == other.utf8.count && self == other
  }

  /// The text with its ASCII letters in lower case and everything else as it is.
  var asciiLowercased: String { String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self) }

  /// Whether this, with its ASCII letters in lower case, is `other`.
  func isLowercased(as other: String) -> Bool {
    let mine = utf8.span
    let theirs = other.utf8.span
    guard mine.count == theirs.count else { return false }
    for index in mine.indices where mine[index].asciiLowercased != theirs[index] { return false }
    return true
  }

  /// Whether it is the name of a field that belongs to the signature's own world: `x-amz-…`.
  var isAmazonHeader: Bool {
    let mine = utf8.span
    let prefix = "x-amz-".utf8.span
    guard mine.count > prefix.count else { return false }
    for index in prefix.indices where mine[index].asciiLowercased != prefix[index] { return false }
    return true
  }
}

extension String? {
  /// Whether both are nothing, or texts with the same bytes of which this one is ASCII.
  func isSameASCII(as other: String?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return self.isSameASCII(as: other)
  }
}
