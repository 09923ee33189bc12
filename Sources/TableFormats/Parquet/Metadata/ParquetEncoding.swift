/// How the values of a page are written.
struct ParquetEncoding: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  let rawValue: Int

  init(rawValue: Int) { self.rawValue = rawValue }

  static let plain = ParquetEncoding(rawValue: 0)
  static let plainDictionary = ParquetEncoding(rawValue: 2)
  static let runLength = ParquetEncoding(rawValue: 3)
  static let bitPacked = ParquetEncoding(rawValue: 4)
  static let runLengthDictionary = ParquetEncoding(rawValue: 8)

  private static let names = [
    "PLAIN", "GROUP_VAR_INT", "PLAIN_DICTIONARY", "RLE", "BIT_PACKED", "DELTA_BINARY_PACKED",
    "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "RLE_DICTIONARY", "BYTE_STREAM_SPLIT",
  ]

  /// The name the specification gives it.
  var description: String {
    Self.names.indices.contains(rawValue) ? Self.names[rawValue] : "number \(rawValue)"
  }
}
