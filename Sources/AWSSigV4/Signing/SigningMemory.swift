import FoundationEssentials
import HTTPWire
import Synchronization

/// What was worked out for the last requests and will serve the next: signing keys, the spelling of
/// the present second, the shapes of headers.
///
/// Deriving a key costs ten times what using it costs. Only what is ASCII is remembered, since
/// other texts can be equal and yet have different bytes.
final class SigningMemory: Sendable {
  private struct Entry {
    let day: Int
    let accessKeyID: String
    let secret: String
    let region: String
    let service: String
    let key: SigningKey

    var isASCII: Bool {
      [accessKeyID, secret, region, service].allSatisfy(\.isASCII)
    }
  }

  private struct State {
    var time = SigningTime(secondsSince1970: 0)
    var keys: [Entry] = []
    var shapes: [HeaderShape] = []
    var scopes: [(text: String, scope: ClaimedScope)] = []
  }

  private static let keyCapacity = 32
  private static let shapeCapacity = 8
  private static let scopeCapacity = 8

  private let state = Mutex(State())

  /// The spelling of a moment, and the key for its day, derived where it is not at hand.
  func key(
    _ credentials: Credentials,
    at date: Date,
    region: String,
    service: String
  ) -> (SigningTime, SigningKey) {
    let second = Int(date.timeIntervalSince1970.rounded(.down))
    let day = (second >= 0 ? second : second - 86_399) / 86_400
    let (time, found) = state.withLock { state in
      if state.time.secondsSince1970 != second {
        state.time = SigningTime(secondsSince1970: second)
      }
      let found = state.keys.mostRecent {
        $0.day == day && $0.accessKeyID.isSameASCII(as: credentials.accessKeyID)
          && $0.secret.isSameASCII(as: credentials.secretAccessKey)
          && $0.region.isSameASCII(as: region) && $0.service.isSameASCII(as: service)
      }
      return (state.time, found?.key)
    }
    if let found { return (time, found) }
    // Derived outside the lock: two threads may both do it, which does no harm.
    let key = SigningKey(credentials, day: time.day, region: region, service: service)
    let entry = Entry(
      day: day,
      accessKeyID: credentials.accessKeyID,
      secret: credentials.secretAccessKey,
      region: region,
      service: service,
      key: key
    )
    if entry.isASCII { state.withLock { $0.keys.remember(entry, capacity: Self.keyCapacity) } }
    return (time, key)
  }

  /// The shape of header fields of which a client has signed those in the list, or all it can.
  func shape(of fields: [HTTPHeaders.Field], signing list: String? = nil) -> HeaderShape {
    let found = state.withLock { state in
      state.shapes.mostRecent { $0.fits(fields, signing: list) }
    }
    if let found { return found }
    let shape = HeaderShape(fields, signing: list)
    if shape.isASCII { state.withLock { $0.shapes.remember(shape, capacity: Self.shapeCapacity) } }
    return shape
  }

  /// What an `Authorization` field says before the signature, if it was read lately.
  func scope(of text: Substring) -> ClaimedScope? {
    state.withLock { $0.scopes.mostRecent { $0.text.isSameASCII(as: text) }?.scope }
  }

  func remember(_ scope: ClaimedScope, of text: Substring) {
    let entry = (text: String(text), scope: scope)
    guard entry.text.isASCII else { return }
    state.withLock { $0.scopes.remember(entry, capacity: Self.scopeCapacity) }
  }
}

extension Array {
  /// The first element that fits, moved to the front.
  fileprivate mutating func mostRecent(where fits: (Element) -> Bool) -> Element? {
    guard let place = firstIndex(where: fits) else { return nil }
    if place > 0 { insert(remove(at: place), at: 0) }
    return self[0]
  }

  /// Puts an element in front and forgets the one that was not asked for longest.
  fileprivate mutating func remember(_ element: Element, capacity: Int) {
    insert(element, at: 0)
    if count > capacity { removeLast() }
  }
}
