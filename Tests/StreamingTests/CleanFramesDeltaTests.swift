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
