/// Chooses partitions as Kafka's Java client does, so that equal keys meet in the same one.
public struct Partitioner: Sendable {
  /// What happens to records without a key.
  public enum Keyless: Sendable, Hashable {
    /// Neighbours stay together until that many bytes went to one partition.
    case sticky(bytes: Int)
    /// Each record goes to the next partition.
    case roundRobin
  }

  private let keyless: Keyless
  private var turn: Int
  private var bytesThisTurn = 0

  /// Starts the records without a key at `turn`, which may be any number.
  public init(keyless: Keyless = .sticky(bytes: 16_384), startingAt turn: Int = 0) {
    self.keyless = keyless
    self.turn = turn
  }

  /// The partition of a key among `count`.
  public static func partition(for key: ArraySlice<UInt8>, among count: Int) -> Int {
    Int(Murmur2.hash(key) & 0x7fff_ffff) % count
  }

  /// The partition of the next record among `count`; `size` is what it adds to its partition.
  public mutating func partition(
    for key: ArraySlice<UInt8>?,
    size: Int,
    among count: Int
  ) -> Int {
    if let key { return Self.partition(for: key, among: count) }
    let partition = (turn % count + count) % count
    bytesThisTurn += size
    switch keyless {
    case .sticky(let bytes) where bytesThisTurn < bytes: break
    case .sticky, .roundRobin:
      turn &+= 1
      bytesThisTurn = 0
    }
    return partition
  }
}
