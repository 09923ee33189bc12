public import FoundationEssentials
import Synchronization

/// Remembers the last calls, so that a test can assert what was asked and a person can see why.
public final class Journal: Sendable {
  /// One call and how it went.
  public struct Entry: Sendable, Hashable {
    /// Counts up from 1 without gaps.
    public let sequence: Int
    /// When the answer was made, by the cloud's clock.
    public let date: Date
    /// What was asked.
    public let call: ServiceCall
    /// The method on the wire.
    public let method: String
    /// The path without its query, which may hold a signature.
    public let path: String
    /// The status answered; 0 where the connection was cut.
    public let status: Int
    /// The service's own code for what went wrong.
    public let errorCode: String?
    /// How long it took.
    public let duration: Duration
    /// What a person should know about this call: data that could not be decoded, a fault that hit.
    public let notes: [String]
  }

  private struct State {
    var entries: [Entry] = []
    /// Where the oldest entry stands, once the room is used up.
    var start = 0
    var next = 1
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var nextListener = 0
  }

  private let room: Int
  private let state = Mutex(State())

  /// Starts empty and keeps the last `room` calls.
  init(room: Int = 10_000) { self.room = room }

  /// The calls after number `sequence`, oldest first, as far as they are remembered.
  public func entries(
    since sequence: Int = 0,
    service: Service? = nil,
    operation: String? = nil
  ) -> [Entry] {
    state.withLock { state in
      let ordered = state.entries[state.start...] + state.entries[..<state.start]
      return ordered.filter { entry in
        entry.sequence > sequence && (service ?? entry.call.service) == entry.call.service
          && (operation ?? entry.call.operation) == entry.call.operation
      }
    }
  }

  /// The number of the latest call; 0 before the first.
  var lastSequence: Int { state.withLock { $0.next - 1 } }

  /// Forgets every call; the numbers go on.
  public func clear() {
    state.withLock { state in
      state.entries = []
      state.start = 0
    }
  }

  /// Says each time that calls have been added; several may be told of at once.
  func additions() -> AsyncStream<Void> {
    let (stream, listener) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    let number = state.withLock { state in
      defer { state.nextListener += 1 }
      state.listeners[state.nextListener] = listener
      return state.nextListener
    }
    listener.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
    return stream
  }

  /// Tells those who listen that nothing more will come.
  func endListening() {
    let listeners = state.withLock { state in
      defer { state.listeners = [:] }
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }

  /// Remembers a call, and forgets the oldest where there is no room.
  func record(_ make: (_ sequence: Int) -> Entry) {
    let listeners = state.withLock { state in
      let entry = make(state.next)
      state.next += 1
      if state.entries.count < room {
        state.entries.append(entry)
      } else {
        state.entries[state.start] = entry
        state.start = (state.start + 1) % room
      }
      return state.listeners.isEmpty ? [] : Array(state.listeners.values)
    }
    for listener in listeners { listener.yield() }
  }
}
