/// The task that serves a connection, to be cancelled from the connection's events.
@safe struct RunningTask {
  // Safe because it is kept only while the task is inside the function that made this.
  private let task: UnsafeCurrentTask?

  /// The task this is called in.
  init() { unsafe task = withUnsafeCurrentTask { unsafe $0 } }

  func cancel() { unsafe task?.cancel() }
}
