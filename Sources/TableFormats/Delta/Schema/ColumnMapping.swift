/// How a table's columns are found in its files, which need not call them as people do.
///
/// Spark gives columns second names so that the first may change, or have spaces in them.
enum ColumnMapping: String, Hashable, Sendable {
  /// By the names people see.
  case none
  /// By the second names, which the log has.
  case name
  /// By numbers, which the log and the files have.
  case id

  private static let storedName = "delta.columnMapping.physicalName"
  private static let number = "delta.columnMapping.id"

  /// Refuses columns of which the log does not say how to find them.
  func check(_ fields: [Field], inside path: String = "") throws(TableFormatError) {
    guard self != .none else { return }
    for field in fields {
      let needed = self == .id ? [Self.storedName, Self.number] : [Self.storedName]
      for note in needed where field.metadata[note] == nil {
        throw TableFormatError(.malformed, "column \(path)\(field.name)", detail: "no \(note)")
      }
      try checkInside(field.type, "\(path)\(field.name).")
    }
  }

  /// Only fields of structures have second names: a list's element is found by its place.
  private func checkInside(_ type: FieldType, _ path: String) throws(TableFormatError) {
    if case .structure(let fields) = type { return try check(fields, inside: path) }
    for child in type.children { try checkInside(child.type, "\(path)\(child.name).") }
  }

  /// What the log calls a column where it tells of the values of files.
  func storedName(of field: Field) -> String {
    self == .none ? field.name : field.metadata[Self.storedName] ?? field.name
  }

  /// Which of the columns, or inner fields, of a file is meant.
  func column(for field: Field, among stored: [Field]) -> Field? {
    switch self {
    case .none, .name:
      let name = storedName(of: field)
      return stored.first { $0.name == name }
    case .id:
      guard let number = field.metadata[Self.number] else { return nil }
      return stored.first { $0.metadata[Field.numberInFile] == number }
    }
  }
}
