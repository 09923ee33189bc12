import KinesisClient
import Lakehouse
import Synchronization

/// A source nobody can reach just now.
final class UnreachableSource: StreamSource {
  private let asked = Mutex(0)

  var description: String { "nowhere" }
  /// How often it was tried.
  var questions: Int { asked.withLock(\.self) }

  func start() async throws(LakehouseError) -> StreamPosition {
    asked.withLock { $0 += 1 }
    throw LakehouseError(
      .unreadable,
      "nowhere",
      underlying: KinesisError(.unreachable, "nobody answers")
    )
  }

  func read(after position: StreamPosition, limit: Int) async throws(LakehouseError) -> StreamPage {
    StreamPage(records: [], position: position, seesEverythingBefore: nil)
  }

  func read(
    after position: StreamPosition,
    through end: StreamPosition
  ) async throws(LakehouseError) -> [SourceRecord] { [] }
}
