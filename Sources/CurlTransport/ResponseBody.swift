import HTTPWire
import Synchronization

/// The body of one answer between the loop that receives it and the task that reads it.
final class ResponseBody: Sendable {
  typealias Portion = Result<[UInt8]?, HTTPTransportError>

  private struct State {
    var pending: [UInt8] = []
    var end: Result<Void, HTTPTransportError>?
    var isPaused = false
    var reader: Waiter<Portion>?
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  /// Takes what has arrived; `false` asks to be given no more until the reader has caught up.
  func offer(_ bytes: [UInt8]) -> Bool {
    let (reader, goesOn) = state.withLock { state in
      if let reader = state.reader.take() { return (Optional(reader), true) }
      if state.pending.isEmpty {
        state.pending = bytes
      } else {
        state.pending.append(contentsOf: bytes)
      }
      state.isPaused = state.pending.count >= limit
      return (nil, !state.isPaused)
    }
    reader?.resume(.success(bytes))
    return goesOn
  }

  func end(_ result: Result<Void, HTTPTransportError>) {
    let reader = state.withLock { state in
      if state.end == nil { state.end = result }
      return state.reader.take()
    }
    reader?.resume(result.map { nil })
  }

  /// The next bytes; `resume` is called when the loop may go on.
  func next(resume: () -> Void) async -> Portion {
    await Waiter.wait { waiter in
      let (portion, wasPaused): (Portion?, Bool) = state.withLock { state in
        if !state.pending.isEmpty {
          var taken: [UInt8] = []
          swap(&taken, &state.pending)
          defer { state.isPaused = false }
          return (.success(taken), state.isPaused)
        }
        if let end = state.end { return (end.map { nil }, false) }
        state.reader = waiter
        return (nil, false)
      }
      if wasPaused { resume() }
      if let portion { waiter.resume(portion) }
    }
  }

  var hasEnded: Bool { state.withLock { $0.end != nil } }
}
