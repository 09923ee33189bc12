import FoundationEssentials
import Lakehouse
import PinterestModels
import TableFormats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct StreamQueryTests {
  @Test func `each record becomes a row, in batches as large as asked`() async throws {
    try await withTemporaryDirectory { folder in
      var options = Self.untilCaughtUp
      options.maximumRecords = 10
      let batches = Batches()
      let query = Self.query(Self.users(25), in: folder.path, options)
      try await query.run(progress: { batches.note($0) })
      #expect(batches.rows == [10, 10, 5])
      #expect(try await Self.indexes(in: folder.path) == Array(0..<25))
    }
  }

  @Test func `a second run goes on where the first one ended`() async throws {
    try await withTemporaryDirectory { folder in
      try await Self.query(Self.users(10), in: folder.path).run()
      try await Self.query(Self.users(15), in: folder.path).run()
      try await Self.query(Self.users(15), in: folder.path).run()
      #expect(try await Self.indexes(in: folder.path) == Array(0..<15))
    }
  }

  @Test func `a batch that is in the table but not in the checkpoint is not added again`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      try await Self.query(Self.users(10), in: folder.path).run()
      // As if the process had died between the commit of the table and its own.
      try FileManager.default.removeItem(atPath: "\(folder.path)/checkpoint/commits/0")
      try await Self.query(Self.users(12), in: folder.path).run()
      #expect(try await Self.indexes(in: folder.path) == Array(0..<12))
    }
  }

  @Test func `a batch that was planned but is not in the table is added as it was planned`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let broken = BrokenStorage(LocalTableFolder("\(folder.path)/table"))
      await #expect(throws: LakehouseError.self) {
        try await Self.query(Self.users(10), in: folder.path, table: broken).run()
      }
      let plans = try FileManager.default.contentsOfDirectory(
        atPath: "\(folder.path)/checkpoint/offsets"
      )
      #expect(plans == ["0"])
      try await Self.query(Self.users(12), in: folder.path).run()
      #expect(try await Self.indexes(in: folder.path) == Array(0..<12))
    }
  }

  @Test func `records that the source has dropped meanwhile are missed aloud`() async throws {
    try await withTemporaryDirectory { folder in
      let broken = BrokenStorage(LocalTableFolder("\(folder.path)/table"))
      _ = try? await Self.query(Self.users(10), in: folder.path, table: broken).run()
      let error = await #expect(throws: LakehouseError.self) {
        try await Self.query(Self.users(4), in: folder.path).run()
      }
      #expect(error?.detail.contains("batch 0 had 10 records, and 4 of them are left") == true)
    }
  }

  @Test func `what is no row is put aside with the reason, once`() async throws {
    try await withTemporaryDirectory { folder in
      var source = Self.users(2)
      source = ListSource(Self.texts(2) + ["not JSON", "{\"city\":\"Paris\"}"])
      try await Self.query(source, in: folder.path).run()
      try FileManager.default.removeItem(atPath: "\(folder.path)/checkpoint/commits/0")
      try await Self.query(source, in: folder.path).run()
      let table = try await DeltaTable.open(LocalTableFolder("\(folder.path)/rejects"))
      let reasons = try await table.read().collect().rows.map { "\($0[0])" }
      #expect(reasons.count == 2)
      #expect(reasons.contains { $0.contains("none of the columns of user_data") })
      #expect(try await Self.indexes(in: folder.path) == [0, 1])
    }
  }

  @Test func `a checkpoint belongs to one query`() async throws {
    try await withTemporaryDirectory { folder in
      try await Self.query(Self.users(1), in: folder.path).run()
      let other = StreamQuery(
        .user,
        name: "another_table",
        from: Self.users(1),
        into: LocalTableFolder("\(folder.path)/other"),
        rejects: LocalTableFolder("\(folder.path)/rejects"),
        checkpoint: "\(folder.path)/checkpoint",
        options: Self.untilCaughtUp
      )
      let error = await #expect(throws: LakehouseError.self) { try await other.run() }
      #expect(error?.code == .checkpointFailed)
      #expect(error?.detail.contains("belongs to the query user_table") == true)
    }
  }

  @Test func `it ends with the batch it is at when it shall stop`() async throws {
    try await withTemporaryDirectory { folder in
      var options = StreamOptions()
      options.clock = LeapingClock()
      let stop = StreamStop()
      let query = Self.query(Self.users(5), in: folder.path, options)
      try await query.run(until: stop, progress: { _ in stop.raise() })
      #expect(try await Self.indexes(in: folder.path) == Array(0..<5))
    }
  }

  @Test func `it does not sleep through a stop`() async throws {
    try await withTemporaryDirectory { folder in
      var options = StreamOptions()
      options.interval = .zero
      options.readPause = .seconds(3600)
      let stop = StreamStop()
      let query = Self.query(Self.users(5), in: folder.path, options)
      try await withThrowingTaskGroup(of: Void.self) { group in
        // The batch is told of before the pause of an hour begins, in which nothing else happens.
        let (told, tell) = AsyncStream.makeStream(of: Void.self)
        group.addTask { try await query.run(until: stop, progress: { _ in tell.yield() }) }
        for await _ in told.prefix(1) {}
        try await Task.sleep(for: .milliseconds(20))
        stop.raise()
        try await group.waitForAll()
      }
    }
  }

  @Test func `a source out of reach is asked again as long as there is patience`() async throws {
    try await withTemporaryDirectory { folder in
      let clock = LeapingClock()
      var options = Self.untilCaughtUp
      options.clock = clock
      options.patience = .seconds(60)
      let source = UnreachableSource()
      let query = StreamQuery(
        .user,
        name: "user_table",
        from: source,
        into: LocalTableFolder("\(folder.path)/table"),
        rejects: LocalTableFolder("\(folder.path)/rejects"),
        checkpoint: "\(folder.path)/checkpoint",
        options: options
      )
      let error = await #expect(throws: LakehouseError.self) { try await query.run() }
      #expect(error?.subject == "nowhere")
      // 0.1, 0.2, 0.4 … 5, 5 s: one more would have been after the minute.
      #expect(clock.elapsed > .seconds(55) && clock.elapsed < .seconds(60))
      #expect(source.questions > 10)
    }
  }

  // MARK: - What the tests have in common

  private static var untilCaughtUp: StreamOptions {
    var options = StreamOptions()
    options.endsWhenCaughtUp = true
    options.readPause = .zero
    options.patience = .zero
    return options
  }

  private static func texts(_ count: Int) -> [String] {
    (0..<count).map { #"{"ind":\#($0),"first_name":"Abigail","last_name":"Ali","age":20}"# }
  }

  private static func users(_ count: Int) -> ListSource { ListSource(texts(count)) }

  private static func query(
    _ source: ListSource,
    in folder: String,
    _ options: StreamOptions = untilCaughtUp,
    table: (any TableStorage)? = nil
  ) -> StreamQuery {
    StreamQuery(
      .user,
      name: "user_table",
      from: source,
      into: table ?? LocalTableFolder("\(folder)/table"),
      rejects: LocalTableFolder("\(folder)/rejects"),
      checkpoint: "\(folder)/checkpoint",
      options: options
    )
  }

  private static func indexes(in folder: String) async throws -> [Int] {
    let table = try await DeltaTable.open(LocalTableFolder("\(folder)/table"))
    let column = try #require(try await table.read().collect()["ind"])
    return (0..<column.count).compactMap { column.integer(at: $0).map(Int.init) }.sorted()
  }
}
