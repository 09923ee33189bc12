/// All versions of one object, the newest first.
struct ObjectEntry: Sendable {
  private(set) var current: ObjectVersion
  private(set) var older: [ObjectVersion] = []

  init(_ first: ObjectVersion) { current = first }

  /// Every version, the newest first.
  var versions: [ObjectVersion] { [current] + older }

  /// The version of that id; without one, the newest.
  func version(_ id: String?) -> ObjectVersion? {
    guard let id, id != current.id else { return current }
    return older.first { $0.id == id }
  }

  /// Takes a version in the place of its like: the same id, or on top where there is none.
  mutating func push(_ new: ObjectVersion) {
    guard current.id != new.id else { return current = new }
    older.removeAll { $0.id == new.id }
    older.insert(current, at: 0)
    current = new
  }

  /// Exchanges a version where it stands.
  mutating func replace(_ new: ObjectVersion) {
    if current.id == new.id { return current = new }
    guard let place = older.firstIndex(where: { $0.id == new.id }) else { return }
    older[place] = new
  }

  /// Takes a version out; `nil` when none is left.
  func removing(_ id: String) -> ObjectEntry? {
    var rest = self
    guard current.id == id else {
      rest.older.removeAll { $0.id == id }
      return rest
    }
    guard !older.isEmpty else { return nil }
    rest.current = rest.older.removeFirst()
    return rest
  }
}
