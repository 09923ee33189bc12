import InsightsConformance
import Lakehouse
import PinterestModels
import Synchronization
import Testing

@Suite struct SQLiteEngineTests {
  static let frames = CleanFrames(
    pins: [CleanPin(index: 1, uniqueID: "u", title: "<b>", followerCount: 5, category: "art")],
    geolocations: [
      CleanGeolocation(
        index: 1,
        country: "Peru",
        coordinates: Coordinates(latitude: -1.5, longitude: 2),
        timestamp: WireTimestamp(parsing: "2020-01-02 03:04:05")
      )
    ],
    users: [CleanUser(index: 1, userName: "Ann Lee", age: 30)]
  )

  @Test(.timeLimit(.minutes(10))) func `keeps the contract of every engine`() async {
    let engine = SQLiteEngine(SQLEngineConformance.frames, columns: .asked)
    #expect(await SQLEngineConformance(engine).complaints() == [])
  }

  @Test func `the tables have the columns of the cleaned rows`() async throws {
    let engine = SQLiteEngine(Self.frames)
    let pin = try await engine.answer("SELECT * FROM pin")
    #expect(pin.columns == CleanPin.columns.map(\.name))
    #expect(pin.rows == [[1, "u", "<b>", nil, 5, nil, nil, nil, nil, nil, "art"]])
    let geo = try await engine.answer("SELECT * FROM geo")
    #expect(geo.columns == CleanGeolocation.columns.map(\.name))
    #expect(geo.rows == [[1, "Peru", "[-1.5, 2.0]", "2020-01-02 03:04:05"]])
    let user = try await engine.answer("SELECT * FROM user")
    #expect(user.rows == [[1, "Ann Lee", 30, nil]])
    let place = try await engine.answer("SELECT coordinates ->> 0 FROM geo")
    #expect(place.rows == [[-1.5]])
  }

  @Test func `rows come in pages, and what has none still has columns`() async throws {
    let engine = SQLiteEngine(CleanFrames(users: (0..<25).map { CleanUser(index: $0) }))
    let pages = Mutex<[String]>([])
    let sql = "SELECT ind FROM user; CREATE TABLE t (x); SELECT x FROM t; SELECT 1 AS one"
    try await engine.forEachPage(of: sql, size: 10) { page, isFirst in
      pages.withLock { $0.append("\(page.columns) \(page.rows.count) \(isFirst)") }
    }
    #expect(
      pages.withLock { $0 } == [
        #"["ind"] 10 true"#, #"["ind"] 10 false"#, #"["ind"] 5 false"#, #"["x"] 0 true"#,
        #"["one"] 1 true"#,
      ]
    )
  }

  @Test func `an error says what is wrong with which query`() async throws {
    let engine = SQLiteEngine(Self.frames)
    let error = await #expect(throws: LakehouseError.self) {
      try await engine.answer("SELECT nope FROM pin\nWHERE 1")
    }
    #expect(error?.description == "SELECT nope FROM pin: query failed (no such column: nope)")
    let empty = await #expect(throws: LakehouseError.self) { try await engine.answer("-- ?") }
    #expect(empty?.detail == "there is no statement in it")
  }

  @Test(.timeLimit(.minutes(1)))
  func `cancellation ends the query that runs and none behind it`() async throws {
    let engine = SQLiteEngine(Self.frames)
    let endless =
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n"
    let running = Task { try await engine.answer(endless) }
    let waiting = Task { try await engine.answer("SELECT 7") }
    try await Task.sleep(for: .milliseconds(50))
    running.cancel()
    await #expect(throws: LakehouseError.self) { try await running.value }
    #expect(try await waiting.value.rows == [[7]])
  }
}
