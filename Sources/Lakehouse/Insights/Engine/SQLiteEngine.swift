import OwnThread
import SQLite

/// The embedded engine: SQLite, which reads the cleaned rows where they are.
///
/// It works on a thread of its own. Whoever is cancelled while waiting for an answer ends the query.
public actor SQLiteEngine: SQLEngine {
  /// Which columns its tables have.
  public enum Columns: Sendable {
    /// Every column of the cleaned rows.
    case all
    /// Those the course's questions ask about; the others are not even looked at.
    case asked
  }

  /// `SQLite`.
  public nonisolated let name = "SQLite"

  private let thread = ThreadExecutor(name: "insights")
  private let frames: CleanFrames
  private let columns: Columns
  private let turns = EngineTurns()
  private var connection: FrameConnection?

  /// The thread it works on.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    thread.asUnownedSerialExecutor()
  }

  /// Takes the rows; the tables are made when the first question comes.
  public init(_ frames: CleanFrames, columns: Columns = .all) {
    self.frames = frames
    self.columns = columns
  }

  /// All rows of one query.
  public nonisolated func answer(_ sql: String) async throws(LakehouseError) -> SQLAnswer {
    try await taking { engine, turn throws(LakehouseError) in
      var answer = SQLAnswer(columns: [], rows: [])
      try engine.run(sql, turn, pageSize: .max) { page, _ in answer = page }
      return answer
    }
  }

  /// Runs one statement or several and hands over what they give, a page at a time.
  ///
  /// `receive` gets each page and whether it is the first of its statement. Every statement that
  /// can give rows hands over one, even if there is no row in it. It is called on the engine's
  /// thread, which waits for it; so any number of rows needs the memory of one page.
  public nonisolated func forEachPage(
    of sql: String,
    size: Int = 500,
    _ receive: @escaping @Sendable (SQLAnswer, _ isFirst: Bool) throws -> Void
  ) async throws(LakehouseError) {
    try await taking { engine, turn throws(LakehouseError) in
      try engine.run(sql, turn, pageSize: size) { page, isFirst throws(LakehouseError) in
        do { try receive(page, isFirst) } catch {
          throw LakehouseError(.queryFailed, "the answer", detail: "\(error)", underlying: error)
        }
      }
    }
  }

  /// Does `work` on the engine's thread; cancellation ends it.
  private nonisolated func taking<Value: Sendable>(
    _ work: @escaping @Sendable (isolated SQLiteEngine, Int) throws(LakehouseError) -> Value
  ) async throws(LakehouseError) -> Value {
    let turn = turns.next()
    let result = await withTaskCancellationHandler {
      await Self.result(self, turn, work)
    } onCancel: {
      turns.cancel(turn)
    }
    return try result.get()
  }

  private static func result<Value>(
    _ engine: isolated SQLiteEngine,
    _ turn: Int,
    _ work: (isolated SQLiteEngine, Int) throws(LakehouseError) -> Value
  ) -> Result<Value, LakehouseError> {
    do throws(LakehouseError) { return .success(try work(engine, turn)) } catch {
      return .failure(error)
    }
  }

  private func run(
    _ sql: String,
    _ turn: Int,
    pageSize: Int,
    _ receive: (SQLAnswer, Bool) throws(LakehouseError) -> Void
  ) throws(LakehouseError) {
    guard turns.begin(turn) else {
      throw LakehouseError(.queryFailed, "the query", detail: "cancelled before it began")
    }
    defer { turns.end() }
    try open().run(sql, pageSize: pageSize, receive)
  }

  private func open() throws(LakehouseError) -> FrameConnection {
    if let connection { return connection }
    let opened = try FrameConnection(frames, columns: columns, brake: turns.brake)
    connection = opened
    return opened
  }
}
