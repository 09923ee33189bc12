/// The name of a user, made of first and last name.
enum UserName {
  /// Both with a space between; as with Spark's `concat`, none where one is missing.
  static func join(_ first: String?, _ last: String?) -> String? {
    guard var first, var last else { return nil }
    // Written in one go: most are short enough to need no allocation then.
    let count = first.utf8.count + 1 + last.utf8.count
    return String(unsafeUninitializedCapacity: count) { name in
      let end = first.withUTF8 { name[...].update(fromContentsOf: $0) }
      name[end] = UInt8(ascii: " ")
      _ = last.withUTF8 { name[(end + 1)...].update(fromContentsOf: $0) }
      return count
    }
  }
}
