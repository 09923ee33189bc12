import OwnThread

/// A thread that decodes what others have fetched, in a batch of its own that it uses again.
actor DecodingThread {
  private let thread = ThreadExecutor(name: "lake-decode")
  private let batch = ObjectBatch(number: 0)
  private let hand: @Sendable (ObjectBatch) -> Bool

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ hand: @escaping @Sendable (ObjectBatch) -> Bool) { self.hand = hand }

  /// Hands on whole objects, and why the next one is missing; `false` says that no more is wanted.
  func take(
    _ number: Int,
    _ objects: [(name: String, bytes: [UInt8])],
    _ failure: LakehouseError?
  ) -> Bool {
    batch.restart(number: number)
    for object in objects { batch.append(object.name, object.bytes) }
    batch.failure = failure
    return hand(batch)
  }

  /// Hands on a piece of an object; nothing else may come before its last one.
  func take(
    _ number: Int,
    _ name: String,
    _ piece: [UInt8],
    isFirst: Bool,
    isLast: Bool
  ) -> Bool {
    if isFirst { batch.restart(number: number) } else { batch.clear() }
    batch.append(name, piece, isFirst: isFirst, isLast: isLast)
    batch.isLast = isLast
    return hand(batch)
  }
}
