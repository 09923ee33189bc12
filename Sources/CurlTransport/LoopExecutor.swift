import Synchronization

/// Keeps a loop running as long as somebody holds it, and runs tasks on the loop's thread for those
/// who ask.
final class LoopExecutor: TaskExecutor {
  private let inbox: Inbox

  /// Starts nothing yet; the first command does.
  init(_ options: CurlTransport.Options) { inbox = Inbox(options) }

  deinit { inbox.close() }

  func post(_ command: Inbox.Command) { inbox.post(command) }

  var statistics: Statistics { inbox.statistics }

  func enqueue(_ job: consuming ExecutorJob) { post(.run(UnownedJob(job), self)) }
}
