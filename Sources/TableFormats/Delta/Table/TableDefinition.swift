/// What a new table shall be.
public struct TableDefinition: Sendable {
  /// The columns.
  public var schema: TableSchema
  /// The columns whose values become folders.
  public var partitionColumns: [String]
  /// What people call the table.
  public var name: String?
  /// What people say of the table.
  public var description: String?
  /// Settings by name: `["delta.appendOnly": "true"]` lets nobody delete rows.
  public var configuration: [String: String]

  /// Defines a table of these columns.
  public init(
    _ schema: TableSchema,
    partitionedBy partitionColumns: [String] = [],
    name: String? = nil,
    description: String? = nil,
    configuration: [String: String] = [:]
  ) {
    self.schema = schema
    self.partitionColumns = partitionColumns
    self.name = name
    self.description = description
    self.configuration = configuration
  }

  /// The first actions of the table.
  func actions(at time: Int) throws(TableFormatError) -> [LogAction] {
    try SchemaRules.check(schema, partitionColumns: partitionColumns)
    var metadata = TableMetadata(id: UniqueName.make(), schemaText: SchemaText(schema).text)
    metadata.name = name
    metadata.description = description
    metadata.partitionColumns = partitionColumns
    metadata.configuration = configuration
    metadata.createdTime = time
    let demands = TableDemands(
      tableProtocol: TableProtocol(),
      metadata: metadata,
      schema: SchemaText(schema)
    )
    try demands.checkWritable()
    return [.tableProtocol(demands.tableProtocol), .metadata(metadata)]
  }
}
