/// One column of a table, or one part of a nested column: its name and what it holds.
public struct Field: Hashable, Sendable {
  /// The name, as people see it.
  public var name: String
  /// What it holds.
  public var type: FieldType
  /// Whether a row may have nothing here.
  public var isNullable: Bool
  /// What else the table's owner notes about it.
  public var metadata: [String: String]

  /// Names a column.
  public init(
    _ name: String,
    _ type: FieldType,
    isNullable: Bool = true,
    metadata: [String: String] = [:]
  ) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.metadata = metadata
  }
}
