/// Values under keys, kept in the order of the keys.
///
/// Keys lie in leaves of a few hundred, so that inserting anywhere moves little, and a run of keys
/// that only grow fills leaf after leaf.
struct SortedMap<Value: Sendable>: Sendable {
  private struct Leaf: Sendable {
    var keys: [ObjectKey]
    var values: [Value]
  }

  /// A place in the map; it holds until the map is changed.
  struct Position {
    fileprivate var leaf: Int
    fileprivate var slot: Int
  }

  private static var leafRoom: Int { 256 }

  private var leaves: [Leaf] = []
  private(set) var count = 0

  init() {}

  var isEmpty: Bool { count == 0 }

  subscript(key: ObjectKey) -> Value? {
    get {
      let place = lowerBound(key.text.utf8.span)
      guard holds(key, at: place) else { return nil }
      return leaves[place.leaf].values[place.slot]
    }
    set {
      let place = lowerBound(key.text.utf8.span)
      switch (holds(key, at: place), newValue) {
      case (true, let value?): leaves[place.leaf].values[place.slot] = value
      case (true, nil): remove(at: place)
      case (false, let value?): insert(key, value, at: place)
      case (false, nil): break
      }
    }
  }

  /// The first place whose key does not come before these bytes.
  func lowerBound(_ bytes: Span<UInt8>) -> Position {
    var (low, high) = (0, leaves.count)
    while low < high {
      let middle = (low + high) / 2
      if leaves[middle].keys[0].order(bytes) <= 0 { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return Position(leaf: 0, slot: 0) }
    let leaf = low - 1
    (low, high) = (0, leaves[leaf].keys.count)
    while low < high {
      let middle = (low + high) / 2
      if leaves[leaf].keys[middle].order(bytes) < 0 { low = middle + 1 } else { high = middle }
    }
    return Position(leaf: leaf, slot: low)
  }

  /// What is at a place, which then is the next one; `nil` at the end.
  func next(_ place: inout Position) -> (key: ObjectKey, value: Value)? {
    if place.leaf < leaves.count, place.slot >= leaves[place.leaf].keys.count {
      place = Position(leaf: place.leaf + 1, slot: 0)
    }
    guard place.leaf < leaves.count else { return nil }
    defer { place.slot += 1 }
    let leaf = leaves[place.leaf]
    return (leaf.keys[place.slot], leaf.values[place.slot])
  }

  private func holds(_ key: ObjectKey, at place: Position) -> Bool {
    place.leaf < leaves.count && place.slot < leaves[place.leaf].keys.count
      && leaves[place.leaf].keys[place.slot] == key
  }

  private mutating func insert(_ key: ObjectKey, _ value: Value, at place: Position) {
    count += 1
    guard !leaves.isEmpty else { return leaves = [Leaf(keys: [key], values: [value])] }
    var place = place
    if leaves[place.leaf].keys.count >= Self.leafRoom {
      let isAtEnd = place.leaf == leaves.count - 1 && place.slot == Self.leafRoom
      guard !isAtEnd else { return leaves.append(Leaf(keys: [key], values: [value])) }
      split(&place)
    }
    leaves[place.leaf].keys.insert(key, at: place.slot)
    leaves[place.leaf].values.insert(value, at: place.slot)
  }

  private mutating func split(_ place: inout Position) {
    let middle = Self.leafRoom / 2
    let upper = Leaf(
      keys: Array(leaves[place.leaf].keys[middle...]),
      values: Array(leaves[place.leaf].values[middle...])
    )
    leaves[place.leaf].keys.removeSubrange(middle...)
    leaves[place.leaf].values.removeSubrange(middle...)
    leaves.insert(upper, at: place.leaf + 1)
    if place.slot > middle {
      place = Position(leaf: place.leaf + 1, slot: place.slot - middle)
    }
  }

  private mutating func remove(at place: Position) {
    count -= 1
    leaves[place.leaf].keys.remove(at: place.slot)
    leaves[place.leaf].values.remove(at: place.slot)
    if leaves[place.leaf].keys.isEmpty { leaves.remove(at: place.leaf) }
  }
}
