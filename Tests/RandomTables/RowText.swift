public import TableFormats

/// Rows as the lines of text that the Python peers make of them, so that they compare value by value.
public enum RowText {
  /// A line a row.
  public static func lines(_ batch: ColumnBatch) -> [String] {
    (0..<batch.rowCount).map { row in
      batch.columns.map { text($0.value(at: row)) }.joined(separator: " ")
    }
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .boolean(let truth): truth ? "true" : "false"
    case .integer(let number): "\(number)"
    case .double(let number): number.isNaN ? "nan" : hexadecimal(number.bitPattern)
    case .decimal(let unscaled): "m\(unscaled)"
    case .string(let text): "s" + hexadecimal(Array(text.utf8))
    case .bytes(let bytes): "b" + hexadecimal(bytes)
    case .list(let elements): "[\(elements.map(text).joined(separator: ","))]"
    case .structure(let fields): "(\(fields.map(text).joined(separator: ",")))"
    case .map(let entries):
      "{\(entries.map { "\(text($0.key))=\(text($0.value))" }.sorted().joined(separator: ","))}"
    }
  }

  private static func hexadecimal(_ bits: UInt64) -> String {
    hexadecimal((0..<8).reversed().map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) })
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
