import Testing

@testable import TableFormats

struct TableDemandsTests {
  private func demands(
    _ demand: TableProtocol,
    notes: String = "",
    type: String = "long",
    configuration: [String: String] = [:]
  ) throws -> TableDemands {
    let text =
      #"{"type":"struct","fields":[{"name":"a","type":"\#(type)","nullable":true,"#
      + #""metadata":{\#(notes)}}]}"#
    var metadata = TableMetadata(id: "t", schemaText: text)
    metadata.configuration = configuration
    return TableDemands(
      tableProtocol: demand,
      metadata: metadata,
      schema: try SchemaText(parsing: text)
    )
  }

  private func features(_ names: String..., forWriters: Bool = false) -> TableProtocol {
    TableProtocol(
      minReaderVersion: forWriters ? 1 : 3,
      minWriterVersion: 7,
      readerFeatures: forWriters ? nil : names,
      writerFeatures: names
    )
  }

  @Test(arguments: [
    "deletionVectors", "v2Checkpoint", "catalogManaged", "typeWidening", "variantType", "newest",
  ])
  func `refuses to read by the feature's name`(feature: String) throws {
    let error = #expect(throws: TableFormatError.self) {
      try demands(features(feature)).checkReadable()
    }
    #expect(error?.description == "table t: unsupported (\(feature))")
  }

  @Test(arguments: ["name", "id", "NAME"])
  func `reads mapped columns and does not write them`(mode: String) throws {
    let notes = #""delta.columnMapping.id":1,"delta.columnMapping.physicalName":"col-1""#
    let configuration = ["delta.columnMapping.mode": mode]
    for demand in [
      TableProtocol(minReaderVersion: 2, minWriterVersion: 5), features("columnMapping"),
    ] {
      let table = try demands(demand, notes: notes, configuration: configuration)
      try table.checkReadable()
      let error = #expect(throws: TableFormatError.self) { try table.checkWritable() }
      #expect(error?.detail == "columnMapping (in a table to write to)")
      // Without its second name nobody could find the column.
      #expect(throws: TableFormatError.self) {
        try demands(demand, configuration: configuration).checkReadable()
      }
    }
  }

  @Test func `heeds the mapping of columns only where readers are asked to`() throws {
    let mapped = TableProtocol(minReaderVersion: 2, minWriterVersion: 5)
    try demands(mapped).checkWritable()
    try demands(features("columnMapping")).checkReadable()
    try demands(mapped, configuration: ["delta.columnMapping.mode": "none"]).checkWritable()
    let idle = try demands(
      TableProtocol(),
      configuration: ["delta.columnMapping.mode": "name"]
    )
    #expect(try idle.columnMapping == .none)
    let error = #expect(throws: TableFormatError.self) {
      try demands(mapped, configuration: ["delta.columnMapping.mode": "new"]).checkReadable()
    }
    #expect(error?.detail == "columnMapping (mode new)")
  }

  @Test(arguments: ["inCommitTimestamp", "rowTracking", "icebergCompatV2", "domainMetadata"])
  func `refuses to write by the feature's name, and reads`(feature: String) throws {
    let table = try demands(features(feature, forWriters: true))
    try table.checkReadable()
    let error = #expect(throws: TableFormatError.self) { try table.checkWritable() }
    #expect(error?.detail == feature)
  }

  @Test func `refuses versions nobody has thought of`() throws {
    #expect(throws: TableFormatError.self) {
      try demands(TableProtocol(minReaderVersion: 4)).checkReadable()
    }
    #expect(throws: TableFormatError.self) {
      try demands(TableProtocol(minWriterVersion: 8)).checkWritable()
    }
  }

  @Test func `refuses rules it would not keep, and only those`() throws {
    try demands(TableProtocol(minWriterVersion: 6)).checkWritable()
    try demands(features("invariants", "checkConstraints", "generatedColumns", forWriters: true))
      .checkWritable()
    let kept: [(Int, String, [String: String], String)] = [
      (2, #""delta.invariants":"{}""#, [:], "invariants"),
      (3, "", ["delta.constraints.age": "age > 0"], "checkConstraints (delta.constraints.age)"),
      (4, #""delta.generationExpression":"x""#, [:], "generatedColumns"),
      (6, #""delta.identity.start":1"#, [:], "identityColumns"),
    ]
    for (version, notes, configuration, feature) in kept {
      let table = try demands(
        TableProtocol(minWriterVersion: version),
        notes: notes,
        configuration: configuration
      )
      try table.checkReadable()
      let error = #expect(throws: TableFormatError.self) { try table.checkWritable() }
      #expect(error?.detail == feature)
    }
  }

  @Test func `reads times without a zone and writes none`() throws {
    let table = try demands(features("timestampNtz"), type: "timestamp_ntz")
    try table.checkReadable()
    #expect(throws: TableFormatError.self) { try table.checkWritable() }
  }
}
