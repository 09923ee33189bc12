import Testing

@testable import TableFormats

struct SnapshotTests {
  private static let schema = SchemaText(Numbers.schema).text

  private static func commit(_ version: Int, _ actions: LogAction...) -> TableLog.ReadCommit {
    TableLog.ReadCommit(version: version, time: version * 10, actions: actions)
  }

  private static func file(_ path: String, rows: Int? = 1) -> AddFile {
    let stats = rows.map { #"{"maxValues":{"a":[1]},"numRecords":\#($0)}"# }
    return AddFile(path: path, size: 10, modificationTime: 0, stats: stats)
  }

  private static func snapshot() throws -> DeltaSnapshot {
    try DeltaSnapshot(
      commit(
        0,
        .tableProtocol(TableProtocol()),
        .metadata(TableMetadata(id: "t", schemaText: schema)),
        .add(file("a"))
      )
    )
  }

  @Test func `puts commits on top of each other`() throws {
    var snapshot = try Self.snapshot()
    try snapshot.apply(
      Self.commit(1, .add(Self.file("b", rows: 4)), .transaction(.init(appID: "x", version: 1)))
    )
    #expect(snapshot.files.map(\.path) == ["a", "b"])
    #expect(snapshot.rowCount == 5)
    #expect(snapshot.byteCount == 20)
    try snapshot.apply(
      Self.commit(
        2,
        .remove(RemoveFile(Self.file("a"), at: 5, dataChange: true)),
        .add(Self.file("c", rows: nil)),
        .transaction(.init(appID: "x", version: 2))
      )
    )
    #expect(snapshot.version == 2)
    #expect(snapshot.timestamp == 20)
    #expect(snapshot.files.map(\.path) == ["b", "c"])
    #expect(snapshot.rowCount == nil)
    #expect(snapshot.transactionVersion(of: "x") == 2)
    #expect(snapshot.tombstones.keys.sorted() == ["a"])
    try snapshot.apply(Self.commit(3, .add(Self.file("a"))))
    #expect(snapshot.files.map(\.path) == ["b", "c", "a"])
    #expect(snapshot.tombstones.isEmpty)
  }

  @Test func `stays as it was where a commit asks too much`() throws {
    var snapshot = try Self.snapshot()
    var obstructed = Self.file("b")
    obstructed.obstacle = "deletionVectors"
    let commits = [
      Self.commit(1, .add(Self.file("c")), .add(obstructed)),
      Self.commit(1, .add(Self.file("c")), .tableProtocol(TableProtocol(minReaderVersion: 9))),
      Self.commit(1, .add(Self.file("c")), .metadata(TableMetadata(id: "t", schemaText: "{}"))),
    ]
    for commit in commits {
      #expect(throws: TableFormatError.self) { try snapshot.apply(commit) }
      #expect(snapshot.version == 0)
      #expect(snapshot.files.map(\.path) == ["a"])
    }
  }

  @Test func `begins with what says what the table is`() {
    for commit in [
      Self.commit(0, .tableProtocol(TableProtocol())),
      Self.commit(0, .metadata(TableMetadata(id: "t", schemaText: Self.schema))),
    ] {
      let error = #expect(throws: TableFormatError.self) { try DeltaSnapshot(commit) }
      #expect(error?.code == .malformed)
    }
  }
}
