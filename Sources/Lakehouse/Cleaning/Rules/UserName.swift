/// The name of a user, made of first and last name.
enum UserName {
  /// Both with a space between; as with Spark's `concat`, none where one is missing.
  static func join(_ first: String?, _ last: String?) -> String? {
    guard let first, let last else { return nil }
    return "\(first) \(last)"
  }
}
