import FoundationEssentials
import Synchronization

/// The signing keys used last and the present second's text: deriving a key costs ten times what
/// using it costs.
final class SigningKeyCache: Sendable {
  private struct Entry {
    let credentials: Credentials
    let day: Int
    let region: String
    let service: String
    let key: SigningKey
  }

  private struct State {
    var time: SigningTime
    var entries: [Entry]
  }

  private let capacity: Int
  private let state = Mutex(State(time: SigningTime(secondsSince1970: 0), entries: []))

  init(capacity: Int = 32) { self.capacity = capacity }

  /// The spelling of a moment, and the key for its day, derived where it is not at hand.
  func key(
    _ credentials: Credentials,
    at date: Date,
    region: String,
    service: String
  ) -> (SigningTime, SigningKey) {
    let second = Int(date.timeIntervalSince1970.rounded(.down))
    let day = second / 86_400
    let (time, found) = state.withLock { state in
      if state.time.secondsSince1970 != second {
        state.time = SigningTime(secondsSince1970: second)
      }
      let index = state.entries.firstIndex {
        $0.day == day && $0.credentials.accessKeyID == credentials.accessKeyID
          && $0.credentials.secretAccessKey == credentials.secretAccessKey
          && $0.region == region && $0.service == service
      }
      guard let index else { return (state.time, SigningKey?.none) }
      if index > 0 { state.entries.insert(state.entries.remove(at: index), at: 0) }
      return (state.time, state.entries[0].key)
    }
    if let found { return (time, found) }
    // Derived outside the lock: two threads may both do it, which does no harm.
    let key = SigningKey(credentials, day: time.day, region: region, service: service)
    state.withLock { state in
      let entry = Entry(
        credentials: credentials,
        day: day,
        region: region,
        service: service,
        key: key
      )
      state.entries.insert(entry, at: 0)
      if state.entries.count > capacity { state.entries.removeLast() }
    }
    return (time, key)
  }
}
