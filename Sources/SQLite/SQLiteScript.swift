/// Several statements with semicolons between, taken one after another.
public struct SQLiteScript: Sendable {
  let bytes: [UInt8]
  var offset = 0

  /// Names the text.
  public init(_ text: String) { bytes = Array(text.utf8) }
}
