import S3Client
import Synchronization
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
  let failures = Atomic(0)
  try await withThrowingTaskGroup { group in
    for (index, thing) in things.enumerated() {
      if index >= limit { try await group.next() }
      group.addTask {
        do { try await work(thing) } catch {
          if endsEverything(error) { throw error }
          call.console.error("\(error)")
          failures.add(1, ordering: .relaxed)
        }
      }
    }
    try await group.waitForAll()
  }
  let count = failures.load(ordering: .relaxed)
  return count == 0 ? .done : count < things.count ? .doneInPart : .failed
}

/// Nobody wants to hear of every file that could not be reached, or after Ctrl-C of any.
func endsEverything(_ error: any Error) -> Bool {
  guard let error = error as? S3Error else { return error is CancellationError }
  return exitCode(for: error) != .failed || error.code == .cancelled
}
