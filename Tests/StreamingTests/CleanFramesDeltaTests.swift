import FoundationEssentials
import Lakehouse
import PinterestModels
import TableFormats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct CleanFramesDeltaTests {
  @Test func `rows come out of a table as they went in`() async throws {
    let moment = WireTimestamp(
      year: 1969,
      month: 12,
      day: 31,
      hour: 23,
      minute: 59,
      second: 59,
      microsecond: 250_000
    )
    let places = [
      CleanGeolocation(
        index: 1,
        country: "Cote d'Ivoire",
        coordinates: Coordinates(latitude: -89.9787, longitude: -173.293),
        timestamp: moment
      ),
      CleanGeolocation(),
    ]
    let pins = [
      CleanPin(index: 7528, title: "Schöne Ideen 🎄", followerCount: 3_000_000), CleanPin(),
    ]
    try await withTemporaryDirectory { folder in
      let geo = try await Self.table(places, "\(folder.path)/geo")
      let pin = try await Self.table(pins, "\(folder.path)/pin")
      let frames = try await CleanFrames(pin: pin, geo: geo, user: nil)
      #expect(frames == CleanFrames(pins: pins, geolocations: places))
    }
  }

  @Test func `numbers and moments of other types are cast, as Spark would`() async throws {
    let schema = TableSchema([
      Field("ind", .double), Field("age", .string), Field("date_joined", .string),
    ])
    let batch = try ColumnBatch(
      schema,
      rows: [
        [.double(7), .string("20"), .string("2016-01-02T03:04:05")],
        [.null, .string("x"), .string("never")],
      ]
    )
    let days = TableSchema([Field("ind", .byte), Field("timestamp", .date)])
    let dated = try ColumnBatch(days, rows: [[.integer(5), .integer(17_167)]])
    try await withTemporaryDirectory { folder in
      let frames = try await CleanFrames(
        pin: nil,
        geo: Self.table(days, dated, "\(folder.path)/geo"),
        user: Self.table(schema, batch, "\(folder.path)/user")
      )
      let moment = WireTimestamp(parsing: "2016-01-02 03:04:05")
      #expect(frames.users == [CleanUser(index: 7, age: 20, dateJoined: moment), CleanUser()])
      let day = WireTimestamp(parsing: "2017-01-01 00:00:00")
      #expect(frames.geolocations == [CleanGeolocation(index: 5, timestamp: day)])
    }
  }

  @Test(arguments: [
    (Field("age", .boolean), "age is a boolean, and no bigint"),
    (Field("user_name", .long), "user_name is a long, and no string"),
    (Field("date_joined", .long), "date_joined is a long, and no timestamp"),
  ])
  func `a type that cannot be cast is an error, and no column of nulls`(
    field: Field,
    detail: String
  ) async throws {
    let schema = TableSchema([field])
    let batch = try ColumnBatch(schema, rows: [[.null]])
    try await withTemporaryDirectory { folder in
      let table = try await Self.table(schema, batch, "\(folder.path)/user")
      let error = await #expect(throws: LakehouseError.self) {
        try await CleanFrames(pin: nil, geo: nil, user: table)
      }
      #expect(error?.detail.contains(detail) == true, "\(error?.description ?? "")")
    }
  }

  private static func table(
    _ schema: TableSchema,
    _ batch: ColumnBatch,
    _ path: String
  ) async throws -> DeltaTable {
    let table = try await DeltaTable.openOrCreate(LocalTableFolder(path), TableDefinition(schema))
    try await table.append(batch)
    return table
  }

  private static func table<Row: CleanRow>(
    _ rows: [Row],
    _ path: String
  ) async throws -> DeltaTable {
    let table = try await DeltaTable.openOrCreate(
      LocalTableFolder(path),
      TableDefinition(Row.schema)
    )
    try await table.append(ColumnBatch(rows))
    return table
  }
}
