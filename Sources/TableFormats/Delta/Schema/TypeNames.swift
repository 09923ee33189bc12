/// The types that Delta calls by one word, which is also their description.
enum TypeNames {
  private static let types: [String: FieldType] = {
    let types: [FieldType] = [
      .string, .long, .integer, .short, .byte, .float, .double, .boolean, .binary, .date,
      .timestamp, .timestampWithoutZone,
    ]
    return Dictionary(uniqueKeysWithValues: types.map { ($0.description, $0) })
  }()

  /// The type of that name; decimals carry numbers and are not among them.
  static func type(of name: String) -> FieldType? { types[name] }
}
