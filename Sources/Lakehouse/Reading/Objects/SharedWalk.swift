import Synchronization

/// A walk through a store with which several threads go on in turns.
final class SharedWalk: Sendable {
  private struct Progress {
    var number = 0
    var hasBegun = false
    var isOver = false
  }

  private let walk: InProcessSource.Walk
  private let description: String
  private let limits: ReadingLimits
  private let progress = Mutex(Progress())

  init(_ walk: @escaping InProcessSource.Walk, _ description: String, _ limits: ReadingLimits) {
    self.walk = walk
    self.description = description
    self.limits = limits
  }

  /// Whether there was anything.
  var hasBegun: Bool { progress.withLock { $0.hasBegun } }

  /// Fills a batch with the objects that follow; `false` where there are none, or none is wanted.
  ///
  /// What is larger than a batch goes to `take` in pieces, all but the last while nobody else can
  /// go on: only one large object is in memory, and of that only a piece.
  func fill(_ batch: ObjectBatch, _ take: @escaping (ObjectBatch) -> Bool) -> Bool {
    progress.withLock { progress in
      guard !progress.isOver else { return false }
      batch.restart(number: progress.number)
      var filling = Filling(batch: batch, limits: limits, take: take)
      do {
        try walk { key, piece, isLast in filling.add(key, piece, isLast) }
        progress.isOver = filling.goesOn || !filling.isWanted
      } catch {
        batch.failure = LakehouseError(
          .unreadable,
          description,
          detail: "\(error)",
          underlying: error
        )
        progress.isOver = true
      }
      batch.isLast = true
      guard filling.hasBegun || batch.failure != nil else { return false }
      progress.hasBegun = true
      guard filling.isWanted else { return false }
      progress.number += 1
      return true
    }
  }
}

/// How far a batch has been filled.
private struct Filling {
  let batch: ObjectBatch
  let limits: ReadingLimits
  let take: (ObjectBatch) -> Bool
  private var objects = 0
  private var isInside = false
  /// Whether there is room for more: the walk that ends although there is has come to its end.
  private(set) var goesOn = true
  /// Whether whoever takes the batches wants more.
  private(set) var isWanted = true

  init(batch: ObjectBatch, limits: ReadingLimits, take: @escaping (ObjectBatch) -> Bool) {
    self.batch = batch
    self.limits = limits
    self.take = take
  }

  var hasBegun: Bool { objects > 0 }

  /// Takes a piece of an object in; `false` where no more has room or is wanted.
  mutating func add(_ key: String, _ piece: Span<UInt8>, _ isLast: Bool) -> Bool {
    var rest = piece
    repeat {
      let part = rest.extracting(first: limits.batchBytes)
      rest = rest.extracting(droppingFirst: part.count)
      let endsObject = isLast && rest.isEmpty
      if batch.used > 0, batch.used + part.count > limits.batchBytes, !handOver() { return false }
      batch.append(key, part, isFirst: !isInside, isLast: endsObject)
      if !isInside { objects += 1 }
      isInside = !endsObject
    } while !rest.isEmpty
    goesOn = isInside || objects < limits.batchObjects && batch.used < limits.batchBytes
    return goesOn
  }

  /// Gives what there is of the batch and goes on with an empty one of the same number.
  private mutating func handOver() -> Bool {
    batch.isLast = false
    isWanted = take(batch)
    batch.clear()
    goesOn = isWanted
    return isWanted
  }
}
