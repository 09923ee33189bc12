/// Which keys of a store a path means: an object, all below a folder, or what wildcards match.
struct KeyPattern: Sendable {
  /// What every key begins with; the store is asked for no others.
  let prefix: String
  private let path: String
  private let pattern: GlobPattern?
  /// The length of what was spelled out, where names may begin as they like.
  private let literalLength: Int

  /// Reads a path with or without wildcards; an empty one means everything.
  init(_ path: String) throws(LakehouseError) {
    self.path = path
    pattern = GlobPattern.hasWildcards(path) ? try GlobPattern(path) : nil
    prefix = pattern?.literalPrefix ?? path
    if pattern == nil {
      literalLength = path.utf8.count
    } else {
      literalLength = Array(prefix.utf8).lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    }
  }

  /// Whether the path means this key.
  func matches(_ key: String) -> Bool {
    guard !key.hasSuffix("/"), !isHidden(key) else { return false }
    guard let pattern else {
      return key == path || path.isEmpty || key.hasPrefix(path.hasSuffix("/") ? path : path + "/")
    }
    // What matches may be the object or a folder it lies in.
    return pattern.matches(key)
      || key.utf8.indices.contains { index in
        key.utf8[index] == UInt8(ascii: "/") && pattern.matches(String(key[..<index]))
      }
  }

  /// Whether a name on the way, as far as it was not spelled out, is one that Spark passes over.
  private func isHidden(_ key: String) -> Bool {
    let rest = key.utf8.dropFirst(literalLength)
    return rest.split(separator: UInt8(ascii: "/")).contains { name in
      name.first == UInt8(ascii: ".")
        || name.first == UInt8(ascii: "_") && !name.contains(UInt8(ascii: "="))
    }
  }
}
