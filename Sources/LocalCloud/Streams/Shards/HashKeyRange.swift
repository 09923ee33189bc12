import Digests

/// The hash keys a shard takes, both ends included.
struct HashKeyRange: Sendable, Hashable {
  let lower: UInt128
  let upper: UInt128

  /// Every hash key there is.
  static let whole = HashKeyRange(lower: 0, upper: .max)

  /// One of `count` ranges that share all hash keys evenly; the last takes what is left over.
  static func even(_ index: Int, of count: Int) -> HashKeyRange {
    guard count > 1 else { return whole }
    let parts = UInt128(count)
    let width = UInt128.max / parts + (UInt128.max % parts == parts - 1 ? 1 : 0)
    let lower = width * UInt128(index)
    return HashKeyRange(lower: lower, upper: index == count - 1 ? .max : lower + (width - 1))
  }

  func contains(_ key: UInt128) -> Bool { lower <= key && key <= upper }

  /// Whether `other` begins where this one ends.
  func isFollowed(by other: HashKeyRange) -> Bool {
    upper < .max && upper + 1 == other.lower
  }

  /// The hash key of a record: MD5 of its partition key, read as one number.
  static func key(of partitionKey: ArraySlice<UInt8>) -> UInt128 {
    let digest = MD5.hash(partitionKey.span)
    var key: UInt128 = 0
    for index in digest.inline.indices { key = key << 8 | UInt128(digest.inline[index]) }
    return key
  }
}
