import Synchronization

/// Goes through objects of a bucket as they all were when it began, in the order of their keys.
///
/// What is stored or deleted meanwhile does not show. Bytes are lent where they lie, those on a
/// disk after many objects have been read together; reading may wait for the disk, so this belongs
/// on a thread that may.
public final class ObjectWalk: Sendable {
  private let state: Mutex<State>

  fileprivate struct State: Sendable {
    let objects: SortedMap<ObjectEntry>
    let prefix: [UInt8]
    let isMeant: @Sendable (_ key: String) -> Bool
    var place: SortedMap<ObjectEntry>.Position
    var ahead = ReadAhead()
  }

  init(
    _ objects: SortedMap<ObjectEntry>,
    under prefix: String,
    where isMeant: @escaping @Sendable (_ key: String) -> Bool
  ) {
    let prefix = Array(prefix.utf8)
    let place = objects.lowerBound(prefix.span)
    state = Mutex(State(objects: objects, prefix: prefix, isMeant: isMeant, place: place))
  }

  /// Lends the objects that follow until `visit` gives `false` or none is left.
  ///
  /// A large object comes piece by piece; `false` before the last one passes over the rest of it.
  /// The next call goes on with the next object.
  public func lend(
    to visit: (_ key: String, _ piece: Span<UInt8>, _ isLast: Bool) -> Bool
  ) throws {
    try state.withLock { state throws(ObjectUnreadable) in
      while state.hasNext() {
        guard try state.ahead.lendNext(to: visit) else { return }
      }
    }
  }
}

extension ObjectWalk.State {
  /// Looks ahead where everything seen has been lent; `false` at the end of the walk.
  fileprivate mutating func hasNext() -> Bool {
    guard ahead.isEmpty else { return true }
    ahead.restart()
    while !ahead.isFull {
      var next = place
      guard let (key, entry) = objects.next(&next), key.hasPrefix(prefix.span) else { break }
      place = next
      guard !entry.current.isDeleteMarker, isMeant(key.text) else { continue }
      ahead.add(key.text, entry.current.blob)
    }
    ahead.readTogether()
    return !ahead.isEmpty
  }
}

/// That an object of a walk cannot be read.
public struct ObjectUnreadable: Error, Sendable, CustomStringConvertible {
  /// Its key.
  public let key: String
  /// What went wrong.
  public let reason: String

  /// `KEY: REASON`.
  public var description: String { "\(key): \(reason)" }
}
