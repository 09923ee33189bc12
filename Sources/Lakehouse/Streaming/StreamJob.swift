import Synchronization

/// Runs queries side by side, each with a checkpoint and a table of its own.
public struct StreamJob: Sendable {
  /// The queries.
  public let queries: [StreamQuery]

  /// Puts queries together.
  public init(_ queries: [StreamQuery]) { self.queries = queries }

  /// Runs until every query is done, or until they shall stop.
  ///
  /// Where one fails, it stops the others, and then its error is thrown.
  public func run(
    until stop: StreamStop = StreamStop(),
    progress: @escaping @Sendable (StreamProgress) -> Void = { _ in }
  ) async throws(LakehouseError) {
    let failure = FirstFailure()
    await withDiscardingTaskGroup { group in
      for query in queries {
        group.addTask {
          do throws(LakehouseError) {
            try await query.run(until: stop, progress: progress)
          } catch {
            failure.note(error)
            stop.raise()
          }
        }
      }
    }
    if let error = failure.error { throw error }
  }

  private final class FirstFailure: Sendable {
    private let state = Mutex<LakehouseError?>(nil)

    var error: LakehouseError? { state.withLock { $0 } }

    func note(_ error: LakehouseError) { state.withLock { $0 = $0 ?? error } }
  }
}
