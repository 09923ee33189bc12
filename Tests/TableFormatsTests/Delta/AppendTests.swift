import Foundation
import Synchronization
import TableFormats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2)))
struct AppendTests {
  private static func batch(_ number: Int, _ table: DeltaTable) async throws -> AppendResult {
    let transaction = WriterTransaction(appID: "app", version: number)
    return try await table.append(
      Numbers.batch([number * 2, number * 2 + 1]),
      AppendOptions(transaction: transaction)
    )
  }

  @Test func `adds a batch once, however often it comes`() async throws {
    try await Numbers.withTable { table, folder in
      #expect(try await Self.batch(0, table).wasThere == false)
      #expect(try await Self.batch(0, table).wasThere)
      #expect(try await Self.batch(1, table).version == 2)
      #expect(try await Self.batch(0, table).wasThere)
      let again = try await DeltaTable.open(LocalTableFolder(folder.path))
      #expect(try await Self.batch(1, again).wasThere)
      #expect(try await again.transactionVersion(of: "app") == 1)
      #expect(try await Numbers.stored(in: again) == [0, 1, 2, 3])
    }
  }

  @Test func `an empty batch moves its writer on`() async throws {
    try await Numbers.withTable { table, _ in
      #expect(try await table.append(Numbers.batch([])).version == 0)
      let transaction = WriterTransaction(appID: "app", version: 3)
      let result = try await table.append(
        Numbers.batch([]),
        AppendOptions(transaction: transaction)
      )
      #expect(result.version == 1)
      #expect(result.files == 0)
      #expect(table.snapshot.transactionVersion(of: "app") == 3)
    }
  }

  @Test func `two writers of one name cannot both go on`() async throws {
    try await Numbers.withTable { table, folder in
      let twin = try await DeltaTable.open(LocalTableFolder(folder.path), options: Numbers.options)
      _ = try await Self.batch(4, twin)
      let error = await #expect(throws: TableFormatError.self) {
        try await Self.batch(5, table)
      }
      #expect(error?.code == .conflict)
      #expect(error?.subject == "batch 5 of app")
      // It knows of the other now, and what was batch 4 for it is there.
      #expect(try await Self.batch(4, table).wasThere)
      #expect(try await Numbers.stored(in: table) == [8, 9])
    }
  }

  @Test(arguments: [false, true])
  func `loses nothing among many writers`(shareHandle: Bool) async throws {
    try await Numbers.withTable { table, folder in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<6 {
          group.addTask {
            let storage = LocalTableFolder(folder.path, isDurable: false)
            let own =
              shareHandle ? table : try await DeltaTable.open(storage, options: Numbers.options)
            for number in 0..<10 { try await own.append(Numbers.batch([writer * 10 + number])) }
          }
        }
        try await group.waitForAll()
      }
      let snapshot = try await table.refresh()
      #expect(snapshot.version == 60)
      #expect(try await Numbers.stored(in: table).sorted() == Array(0..<60))
      let files = try await table.storage.list("", startAfter: nil)
      #expect(files.count { $0.path.hasSuffix("c000.snappy.parquet") } == 60)
    }
  }

  @Test func `schemas that grow at the same time grow together`() async throws {
    try await Numbers.withTable { table, folder in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<5 {
          group.addTask {
            let storage = LocalTableFolder(folder.path, isDurable: false)
            let own = try await DeltaTable.open(storage, options: Numbers.options)
            let schema = TableSchema([Field("n", .long), Field("c\(writer)", .string)])
            let batch = try ColumnBatch(schema, rows: [[.integer(Int64(writer)), "x"]])
            try await own.append(batch, AppendOptions(mergesSchema: true))
          }
        }
        try await group.waitForAll()
      }
      let rows = try await table.read(table.refresh()).collect()
      #expect(Set(rows.schema.fields.map(\.name)) == ["n", "text", "c0", "c1", "c2", "c3", "c4"])
      #expect(rows.rowCount == 5)
      for writer in 0..<5 { #expect(rows["c\(writer)"]?.nullCount == 4) }
    }
  }

  @Test func `gives up after so many attempts, and leaves no files behind`() async throws {
    try await Numbers.withTable { table, folder in
      var options = Numbers.options
      options.maximumTries = 3
      let rival = try await DeltaTable.open(LocalTableFolder(folder.path, isDurable: false))
      let number = Atomic(100)
      options.surroundings.jitter = { 0 }
      let storage = RivalStorage(LocalTableFolder(folder.path, isDurable: false)) {
        let next = number.add(1, ordering: .relaxed).newValue
        _ = try? await rival.refresh()
        _ = try? await rival.append(Numbers.batch([next]))
      }
      let loser = try await DeltaTable.open(storage, options: options)
      let error = await #expect(throws: TableFormatError.self) {
        try await loser.append(Numbers.batch([1]))
      }
      #expect(error?.code == .conflict)
      #expect(error?.detail == "3 attempts, each after another writer or without an answer")
      #expect(try await Numbers.stored(in: table, table.refresh()) == [101, 102, 103])
      let files = try await table.storage.list("", startAfter: nil)
      #expect(files.count { $0.path.hasSuffix(".parquet") } == 3)
    }
  }

  /// Whatever goes wrong at whatever call, and whatever the writer hears of it: when it comes again
  /// with the same batches, each is in the table once.
  @Test(arguments: TroubledStorage.Trouble.allCases)
  func `is in the table exactly once, wherever the storage fails`(
    trouble: TroubledStorage.Trouble
  ) async throws {
    var call = 0
    var hasHappened = true
    while hasHappened {
      try await withTemporaryDirectory { folder in
        let clean = LocalTableFolder(folder.path, isDurable: false)
        let troubled = TroubledStorage(clean, trouble, at: call)
        let acknowledged = try await Self.write(6, to: troubled)
        hasHappened = troubled.hasHappened
        let missing = try await Self.write(6, to: clean)
        #expect(missing == 6)
        let table = try await DeltaTable.open(clean)
        let stored = try await Numbers.stored(in: table)
        #expect(
          stored == Array(0..<12),
          "\(trouble) at call \(call), \(acknowledged) said to be in"
        )
      }
      call += 1
    }
    #expect(call > 15)
  }

  /// Writes so many batches, with a checkpoint in between, until an error; the number that were
  /// said to be in the table.
  private static func write(_ count: Int, to storage: any TableStorage) async throws -> Int {
    var options = Numbers.options
    options.checkpointInterval = 3
    options.surroundings.jitter = { 0 }
    var done = 0
    do {
      let definition = TableDefinition(Numbers.schema)
      let table = try await DeltaTable.openOrCreate(storage, definition, options: options)
      for number in 0..<count {
        _ = try await batch(number, table)
        done += 1
      }
    } catch is TableFormatError {}
    return done
  }

  /// A commit that arrives late, and is brought into what is known by somebody else's refresh.
  @Test(arguments: [true, false])
  func `knows its own commit again that others have seen before it`(
    isNumbered: Bool
  ) async throws {
    try await Numbers.withTable { table, folder in
      let storage = LateStorage(LocalTableFolder(folder.path, isDurable: false))
      let handle = Mutex<DeltaTable?>(nil)
      var options = Numbers.options
      options.surroundings.clock = WakefulClock {
        await storage.arrive()
        _ = try? await handle.withLock { $0 }?.refresh()
      }
      let writer = try await DeltaTable.open(storage, options: options)
      handle.withLock { $0 = writer }
      let transaction = isNumbered ? WriterTransaction(appID: "app", version: 1) : nil
      let result = try await writer.append(
        Numbers.batch([1, 2]),
        AppendOptions(transaction: transaction)
      )
      #expect(result.version == 1 && !result.wasThere)
      #expect(try await table.refresh().version == 1)
      #expect(try await Numbers.stored(in: table) == [1, 2])
    }
  }

  /// A writer that learns nothing of its commits, and must not write them again by itself.
  @Test(arguments: [TroubledStorage.Trouble.losesAnswer, .losesRequest])
  func `knows its own commit again without a number`(
    trouble: TroubledStorage.Trouble
  ) async throws {
    for call in 0..<4 {
      try await Numbers.withTable { table, folder in
        let clean = LocalTableFolder(folder.path, isDurable: false)
        // Opening makes three calls, of which none shall go wrong here.
        let storage = TroubledStorage(clean, trouble, at: call + 3)
        let troubled = try await DeltaTable.open(storage, options: Numbers.options)
        do {
          try await troubled.append(Numbers.batch([1, 2]))
          #expect(try await Numbers.stored(in: table, table.refresh()) == [1, 2])
        } catch let error as TableFormatError {
          // Writing the file of rows is told to have failed: then nothing is in the table.
          #expect(error.code == .storageFailed)
          #expect(try await Numbers.stored(in: table, table.refresh()) == [])
        }
      }
    }
  }
}
