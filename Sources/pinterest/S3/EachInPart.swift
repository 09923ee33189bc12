import S3Client
import Terminal

/// Does something with each of many things and goes on after a failure, which is told at once.
///
/// One thing alone fails as it is; of many, those that worked are done.
func eachInPart<Thing>(
  _ things: [Thing],
  _ call: Invocation,
  _ work: (Thing) async throws -> Void
) async throws -> ExitCode {
  guard things.count != 1 else {
    try await work(things[0])
    return .done
  }
  var failures = 0
  for thing in things {
    do { try await work(thing) } catch {
      // Nobody wants to hear of every file that could not be reached, or after Ctrl-C of any.
      if let error = error as? S3Error, exitCode(for: error) != .failed || error.code == .cancelled
      {
        throw error
      }
      call.console.error("\(error)")
      failures += 1
    }
  }
  return failures == 0 ? .done : failures < things.count ? .doneInPart : .failed
}
