/// One of the two ways bytes go: whether they can, and the task that waits until they do.
@safe struct Direction {
  var isReady = true
  private var waiting: UnsafeContinuation<Channel.Interruption?, Never>?
  private var deadline: Moment?

  mutating func wait(
    _ continuation: UnsafeContinuation<Channel.Interruption?, Never>,
    until moment: Moment
  ) {
    precondition(deadline == nil, "a body has one reader at a time")
    unsafe waiting = continuation
    deadline = moment
  }

  mutating func becomeReady() {
    isReady = true
    end(nil)
  }

  /// Ends the waiting, if there is one.
  mutating func end(_ interruption: Channel.Interruption?) {
    deadline = nil
    guard let continuation = unsafe waiting else { return }
    unsafe waiting = nil
    unsafe continuation.resume(returning: interruption)
  }

  mutating func timePassed(_ now: Moment) -> Moment? {
    if let deadline, deadline <= now { end(.expired) }
    return deadline
  }
}
