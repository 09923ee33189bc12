/// The names of files that were being written when their writer ended.
enum AbandonedFile {
  /// A name no other writer uses: hidden from readers of tables by its underscore.
  static func name() -> String { "_\(UniqueName.make()).tmp" }

  /// Whether a path looks like such a file, of ours or of another writer that does the same.
  static func isOne(_ path: String) -> Bool {
    guard let name = path.split(separator: "/").last else { return false }
    return name.hasPrefix("_") && name.hasSuffix(".tmp")
  }
}
