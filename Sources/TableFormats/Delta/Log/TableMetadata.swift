/// What a table is: its identity, its columns and its settings.
struct TableMetadata: Hashable, Sendable {
  /// A name given once, at random.
  var id: String
  var name: String?
  var description: String?
  /// The columns, in the JSON of Spark.
  var schemaText: String
  /// The columns whose values are in the names of folders.
  var partitionColumns: [String] = []
  /// Settings by name: `delta.appendOnly`.
  var configuration: [String: String] = [:]
  /// Milliseconds since 1970.
  var createdTime: Int?
}
