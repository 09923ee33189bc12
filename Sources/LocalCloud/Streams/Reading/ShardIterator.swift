/// A place in a shard where reading goes on: all that is needed is in it, so it outlives a restart.
struct ShardIterator: Sendable, Hashable {
  /// How long it may be used, in milliseconds.
  static let lifetime = 300_000

  let stream: UInt64
  let streamName: String
  let shard: ShardID
  /// The offset of the first record it gives.
  let offset: Int
  /// When it was made, in milliseconds since 1970.
  let issued: Int
  /// Tells it from one for the same place that was made in the same millisecond.
  let turn: UInt32

  func text(sealedWith key: IteratorKey) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(36 + streamName.utf8.count)
    Self.put(UInt64(issued), to: &bytes)
    Self.put(stream, to: &bytes)
    Self.put(UInt64(offset), to: &bytes)
    Self.put(UInt32(shard.number), to: &bytes)
    Self.put(turn, to: &bytes)
    bytes += streamName.utf8
    return SealedText.seal(bytes, with: key)
  }

  /// Reads one; quotes around it, which a shell may leave, are no matter.
  init?(_ text: String, sealedWith key: IteratorKey) {
    let quote: (Character) -> Bool = { $0 == "\"" }
    let bare = text.drop(while: quote)
    let end = bare.lastIndex { !quote($0) }.map { bare.index(after: $0) } ?? bare.startIndex
    guard let bytes = SealedText.open(bare[..<end], with: key), bytes.count > 32 else { return nil }
    issued = Int(truncatingIfNeeded: Self.number(bytes[0..<8]))
    stream = Self.number(bytes[8..<16])
    offset = Int(truncatingIfNeeded: Self.number(bytes[16..<24]))
    shard = ShardID(Int(Self.number(bytes[24..<28])))
    turn = UInt32(Self.number(bytes[28..<32]))
    streamName = String(decoding: bytes[32...], as: UTF8.self)
  }

  init(
    _ stream: Stream,
    _ shard: ShardID,
    offset: Int,
    issued: Int,
    turn: UInt32
  ) {
    self.stream = stream.id
    streamName = stream.name
    self.shard = shard
    self.offset = offset
    self.issued = issued
    self.turn = turn
  }

  private static func put(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
