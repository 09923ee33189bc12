/// Compares what a table asks of those who touch it with what this package can do.
///
/// A feature that a table names but does not use, because the setting or the column that would need
/// it is not there, is no obstacle.
struct TableDemands {
  let tableProtocol: TableProtocol
  var metadata: TableMetadata
  var schema: SchemaText

  /// Refuses tables whose rows we would misread.
  func checkReadable() throws(TableFormatError) {
    guard (1...3).contains(tableProtocol.minReaderVersion) else {
      throw refusal("reader version \(tableProtocol.minReaderVersion)")
    }
    try columnMapping.check(schema.schema.fields)
    guard tableProtocol.minReaderVersion == 3 else { return }
    let known: Set = ["columnMapping", "timestampNtz", "vacuumProtocolCheck"]
    for feature in tableProtocol.readerFeatures ?? [] where !known.contains(feature) {
      throw refusal(feature)
    }
  }

  /// Refuses tables whose rules for writers we would break.
  func checkWritable() throws(TableFormatError) {
    try checkReadable()
    guard (1...7).contains(tableProtocol.minWriterVersion) else {
      throw refusal("writer version \(tableProtocol.minWriterVersion)")
    }
    if tableProtocol.minWriterVersion == 7 {
      let known = Set(Self.writerFeatures)
      for feature in tableProtocol.writerFeatures ?? [] where !known.contains(feature) {
        throw refusal(feature)
      }
    }
    if mappingMode != "none" { throw refusal("columnMapping (in a table to write to)") }
    if let lacking = unkeptRule { throw refusal(lacking) }
    if schema.schema.fields.contains(where: { Self.holdsWallClockTime($0.type) }) {
      throw refusal("timestampNtz (in a table to write to)")
    }
  }

  /// Features whose rules an append keeps, as long as the columns and settings below do not use
  /// them.
  private static let writerFeatures = [
    "appendOnly", "invariants", "checkConstraints", "changeDataFeed", "generatedColumns",
    "columnMapping", "identityColumns", "vacuumProtocolCheck",
  ]

  /// How columns are found in files.
  ///
  /// The setting alone is idle: the protocol must ask readers to heed it.
  var columnMapping: ColumnMapping {
    get throws(TableFormatError) {
      let isAskedFor =
        tableProtocol.minReaderVersion == 2
        || tableProtocol.readerFeatures?.contains("columnMapping") == true
      guard isAskedFor else { return .none }
      guard let mapping = ColumnMapping(rawValue: mappingMode) else {
        throw refusal("columnMapping (mode \(mappingMode))")
      }
      return mapping
    }
  }

  private var mappingMode: String {
    metadata.configuration["delta.columnMapping.mode"]?.lowercased() ?? "none"
  }

  /// A rule about the rows that nobody here would check.
  private var unkeptRule: String? {
    let version = tableProtocol.minWriterVersion
    if version >= 2, !schema.notes(startingWith: ["delta.invariants"]).isEmpty {
      return "invariants"
    }
    if version >= 3, let name = metadata.configuration.keys.sorted().first(where: isConstraint) {
      return "checkConstraints (\(name))"
    }
    if version >= 4, !schema.notes(startingWith: ["delta.generationExpression"]).isEmpty {
      return "generatedColumns"
    }
    if version >= 6, !schema.notes(startingWith: ["delta.identity."]).isEmpty {
      return "identityColumns"
    }
    return nil
  }

  private func isConstraint(_ setting: String) -> Bool { setting.hasPrefix("delta.constraints.") }

  private static func holdsWallClockTime(_ type: FieldType) -> Bool {
    type == .timestampWithoutZone || type.children.contains { holdsWallClockTime($0.type) }
  }

  private func refusal(_ feature: String) -> TableFormatError {
    TableFormatError(.unsupported, "table \(metadata.name ?? metadata.id)", detail: feature)
  }
}
