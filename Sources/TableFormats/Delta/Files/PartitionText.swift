/// What a file's rows have in a partition column, between a value and a text.
enum PartitionText {
  /// The value of a text; null where there is none, or an empty one.
  static func value(
    _ text: String?,
    of field: Field
  ) throws(TableFormatError) -> Value {
    guard let text, !text.isEmpty else { return .null }
    guard let value = value(text, field.type) else {
      throw TableFormatError(
        .malformed,
        "partition column \(field.name)",
        detail: "\"\(text)\" is no \(field.type)"
      )
    }
    return value
  }

  private static func value(_ text: String, _ type: FieldType) -> Value? {
    switch type {
    case .string: .string(text)
    case .boolean: ["true": .boolean(true), "false": .boolean(false)][text.lowercased()]
    case .byte, .short, .integer, .long:
      Int64(text).flatMap { type.integerRange.contains($0) ? .integer($0) : nil }
    case .float, .double: Double(text).map(Value.double)
    case .date: MomentText.days(text).map(Value.integer)
    case .timestamp, .timestampWithoutZone: MomentText.microseconds(text).map(Value.integer)
    case .decimal(let precision, let scale):
      DecimalNumber.unscaled(text, precision: precision, scale: scale).map(Value.decimal)
    // No two writers agree on how bytes are spelt.
    case .binary: nil
    case .list, .structure, .map: nil
    }
  }

  /// The text of a row's value; `nil` for null, and for the empty text, which is null to Delta.
  static func text(of column: Column, at row: Int) -> String? {
    guard let text = column.plainText(at: row), !text.isEmpty else { return nil }
    return text
  }

  /// The folder of a value, as Hive spells it: `country=Costa Rica`.
  static func folder(_ name: String, _ text: String?) -> String {
    "\(escaped(name))=\(text.map(escaped) ?? "__HIVE_DEFAULT_PARTITION__")"
  }

  /// Escapes what Hive escapes; the rest stays readable.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || scalar.value == 0x7f || special.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        escaped += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static let special = Set("\"#%'*/:=?\\{[]^".unicodeScalars)
}
