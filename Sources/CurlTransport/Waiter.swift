/// A suspended task that waits for one value; whoever holds it resumes it exactly once.
@safe struct Waiter<Value: Sendable>: Sendable {
  private let continuation: UnsafeContinuation<Value, Never>

  func resume(_ value: Value) { unsafe continuation.resume(returning: value) }

  /// Suspends the calling task until the waiter given to `body` is resumed.
  static func wait(_ body: (Waiter) -> Void) async -> Value {
    await unsafe withUnsafeContinuation { unsafe body(Waiter(continuation: $0)) }
  }
}

extension Waiter where Value == Void {
  func resume() { resume(()) }
}
