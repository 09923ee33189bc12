import Synchronization

/// The signing keys used last: deriving one costs ten times what using it costs.
final class SigningKeyCache: Sendable {
  private struct Entry {
    let secret: String
    let day: String
    let key: SigningKey
  }

  private let region: String
  private let service: String
  private let capacity: Int
  private let entries = Mutex<[Entry]>([])

  init(region: String, service: String, capacity: Int = 32) {
    self.region = region
    self.service = service
    self.capacity = capacity
  }

  /// The key for a secret and a day, derived where it is not at hand.
  func key(secret: String, day: Substring) -> SigningKey {
    let found = entries.withLock { entries -> SigningKey? in
      guard let index = entries.firstIndex(where: { $0.day == day && $0.secret == secret }) else {
        return nil
      }
      if index > 0 { entries.insert(entries.remove(at: index), at: 0) }
      return entries[0].key
    }
    if let found { return found }
    let key = SigningKey(secret: secret, day: day, region: region, service: service)
    entries.withLock { entries in
      entries.insert(Entry(secret: secret, day: String(day), key: key), at: 0)
      if entries.count > capacity { entries.removeLast() }
    }
    return key
  }
}
