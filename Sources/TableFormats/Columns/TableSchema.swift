/// The columns of a table, in order.
public struct TableSchema: Hashable, Sendable {
  /// The columns.
  public var fields: [Field]

  /// Lists the columns.
  public init(_ fields: [Field]) { self.fields = fields }

  /// Where the column of that name stands.
  public func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }

  /// The column of that name.
  public subscript(name: String) -> Field? { fields.first { $0.name == name } }

  /// The columns of those names, in the order of the names.
  public func selecting(_ names: [String]) throws(TableFormatError) -> TableSchema {
    guard Set(names).count == names.count else {
      throw TableFormatError(
        .schemaMismatch,
        "columns \(names.joined(separator: ", "))",
        detail: "a name stands twice"
      )
    }
    var chosen: [Field] = []
    for name in names {
      guard let field = self[name] else {
        throw TableFormatError(
          .notFound,
          "column \(name)",
          detail: "there are \(fields.map(\.name).joined(separator: ", "))"
        )
      }
      chosen.append(field)
    }
    return TableSchema(chosen)
  }
}
