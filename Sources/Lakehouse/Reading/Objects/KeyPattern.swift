/// Which keys of a store a path means: an object, all below a folder, or what wildcards match.
struct KeyPattern: Sendable {
  /// What every key begins with; the store is asked for no others.
  let prefix: String
  private let literal: [UInt8]
  private let endsInSlash: Bool
  private let pattern: GlobPattern?
  /// The length of what was spelled out, where names may begin as they like.
  private let literalLength: Int

  /// Reads a path with or without wildcards; an empty one means everything.
  init(_ path: String) throws(LakehouseError) {
    literal = Array(path.utf8)
    endsInSlash = path.hasSuffix("/")
    pattern = GlobPattern.hasWildcards(path) ? try GlobPattern(path) : nil
    prefix = pattern?.literalPrefix ?? path
    if pattern == nil {
      literalLength = path.utf8.count
    } else {
      literalLength = Array(prefix.utf8).lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    }
  }

  /// Whether the path means this key.
  @Sendable func matches(_ key: String) -> Bool {
    var key = key
    return key.withUTF8 { key in !isHidden(key) && isMeant(key) }
  }

  /// What matches may be the object or a folder it lies in.
  private func isMeant(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let pattern else {
      return literal.isEmpty
        || key.starts(with: literal)
          && (key.count == literal.count || endsInSlash || key[literal.count] == Self.slash)
    }
    return pattern.matches(key)
      || key.indices.contains { index in
        key[index] == Self.slash && pattern.matches(UnsafeBufferPointer(rebasing: key[..<index]))
      }
  }

  /// Whether the key is a folder, or a name on the way, as far as it was not spelled out, is one
  /// that Spark passes over.
  private func isHidden(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    if key.last == Self.slash { return true }
    var start = literalLength
    while start < key.count {
      let rest = key[start...]
      let name = rest.prefix { $0 != Self.slash }
      if name.first == UInt8(ascii: ".") { return true }
      if name.first == UInt8(ascii: "_"), !name.contains(UInt8(ascii: "=")) { return true }
      start = name.endIndex + 1
    }
    return false
  }

  private static let slash = UInt8(ascii: "/")
}
