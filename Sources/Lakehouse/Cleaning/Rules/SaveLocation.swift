/// The path in a save location.
enum SaveLocation {
  /// What stands before the path.
  static let words = "Local save in "

  /// `/data/mens-fashion` of `Local save in /data/mens-fashion`; what begins otherwise stays.
  static func path(_ text: String) -> String {
    guard text.hasPrefix(words) else { return text }
    var text = text
    return text.withUTF8 { bytes in
      String(decoding: bytes[words.utf8.count...], as: UTF8.self)
    }
  }
}
