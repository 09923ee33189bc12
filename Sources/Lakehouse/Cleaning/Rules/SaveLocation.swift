/// The path in a save location.
enum SaveLocation {
  /// What stands before the path.
  static let words = "Local save in "

  /// `/data/mens-fashion` of `Local save in /data/mens-fashion`; what begins otherwise stays.
  static func path(_ text: String) -> String {
    guard text.utf8.starts(with: words.utf8) else { return text }
    return String(text.utf8.dropFirst(words.utf8.count)) ?? text
  }
}
