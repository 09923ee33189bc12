import S3Client
import Terminal

/// Does something with each of many things, some of them at once, and goes on after a failure,
/// which is told as soon as it happens.
///
/// One thing alone fails as it is; of many, those that worked are done.
func eachInPart<Thing: Sendable>(
  _ things: [Thing],
  atOnce limit: Int = 1,
  _ call: Invocation,
  _ work: @escaping @Sendable (Thing) async throws -> Void
) async throws -> ExitCode {
  guard things.count != 1 else {
    try await work(things[0])
    return .done
  }
  let failures = try await withThrowingTaskGroup(of: Int.self) { group in
    var failures = 0
    for (index, thing) in things.enumerated() {
      if index >= limit { failures += try await group.next() ?? 0 }
      group.addTask {
        do { try await work(thing) } catch {
          if endsEverything(error) { throw error }
          call.console.error("\(error)")
          return 1
        }
        return 0
      }
    }
    for try await failure in group { failures += failure }
    return failures
  }
  return failures == 0 ? .done : failures < things.count ? .doneInPart : .failed
}

/// Nobody wants to hear of every file that could not be reached, or after Ctrl-C of any.
func endsEverything(_ error: any Error) -> Bool {
  guard let error = error as? S3Error else { return error is CancellationError }
  return exitCode(for: error) != .failed || error.code == .cancelled
}
