public import Synchronization

/// A ``BatchBuffer`` that many tasks share: those who add wait for room, those who send wait for
/// batches, those who flush wait for outcomes.
///
/// The way of a record that finds room is open to the compiler of whoever uses it; a million records a
/// second take it.
public final class BatchQueue<Item: BatchItem>: Sendable {
  /// The records of one request.
  public typealias Batch = BatchBuffer<Item>.Batch

  @usableFromInline struct Newcomer {
    let number: Int
    let item: Item
    let isIn: CheckedContinuation<Bool, Never>
  }

  @usableFromInline struct Flush {
    var batches: Set<Int>
    let isDone: CheckedContinuation<Void, Never>
  }

  @usableFromInline struct State {
    @usableFromInline var buffer: BatchBuffer<Item>
    @usableFromInline var accepted = 0
    @usableFromInline var isClosed = false
    @usableFromInline var newcomers: [Newcomer] = []
    var numbers = 0
    @usableFromInline var takers: [CheckedContinuation<Batch?, Never>] = []
    @usableFromInline var timer: CheckedContinuation<Duration?, Never>?
    var flushes: [Flush] = []
  }

  @usableFromInline let state: Mutex<State>
  @usableFromInline let elapsed: @Sendable () -> Duration

  /// Starts empty; `elapsed` tells the time since the producer began.
  public init(_ limits: BatchLimits, elapsed: @escaping @Sendable () -> Duration) {
    state = Mutex(State(buffer: BatchBuffer(limits)))
    self.elapsed = elapsed
  }

  /// The number of records taken in so far.
  public var accepted: Int { state.withLock { $0.accepted } }

  /// Adds a record if there is room now; `nil` says that it has to wait.
  @inlinable public func offer(_ item: Item) -> Bool? {
    state.withLock { state in
      if state.isClosed { return false }
      guard state.newcomers.isEmpty, state.buffer.hasRoom(for: item) else { return nil }
      state.admit(item, now: elapsed)
      return true
    }
  }

  /// Adds a record, after a wait where there is no room; `false` says that it was not taken in,
  /// since the queue is closed or the task cancelled.
  public func put(_ item: Item) async -> Bool {
    if let isIn = offer(item) { return isIn }
    return await wait(with: item, as: state.withLock { $0.nextNumber() })
  }

  /// Waits for a batch to send; `nil` when there will be none.
  public func take() async -> Batch? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          if Task.isCancelled { return continuation.resume(returning: nil) }
          state.takers.append(continuation)
          state.serveTakers()
        }
      }
    } onCancel: {
      close()
    }
  }

  /// Lets every batch go, and waits until the outcome of all records accepted by now is known.
  public func flush() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        state.buffer.sealAll()
        state.serveTakers()
        state.flushes.append(Flush(batches: state.buffer.outstanding, isDone: continuation))
        state.endFlushes()
      }
    }
  }

  /// Makes room: the outcomes of a batch are known and told.
  public func settled(_ batch: Batch) {
    state.withLock { state in
      state.buffer.settled(batch)
      state.admitNewcomers(now: elapsed)
      for index in state.flushes.indices { state.flushes[index].batches.remove(batch.number) }
      state.endFlushes()
    }
  }

  /// Takes nothing in any more, and lets every batch go.
  public func close() {
    state.withLock { state in
      state.isClosed = true
      state.buffer.sealAll()
      for newcomer in state.newcomers { newcomer.isIn.resume(returning: false) }
      state.newcomers = []
      state.serveTakers()
      state.timer?.resume(returning: nil)
      state.timer = nil
    }
  }

  /// Takes the next batch that nobody will send, without waiting.
  func takeLeftover() -> Batch? { state.withLock { $0.buffer.take() } }

  /// Waits until a batch is open and tells when it is due; `nil` when there will be none.
  func nextDue() async -> Duration? {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        if let due = state.buffer.nextDue {
          continuation.resume(returning: due)
        } else if state.isClosed {
          continuation.resume(returning: nil)
        } else {
          state.timer = continuation
        }
      }
    }
  }

  /// Lets the batches go that have waited long enough.
  func sealDue() {
    let now = elapsed()
    state.withLock { state in
      state.buffer.sealDue(now: now)
      state.serveTakers()
    }
  }

  private func wait(with item: Item, as number: Int) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          guard !state.isClosed, !Task.isCancelled else {
            return continuation.resume(returning: false)
          }
          state.newcomers.append(Newcomer(number: number, item: item, isIn: continuation))
          // Room may have been made since it was looked for.
          state.admitNewcomers(now: elapsed)
        }
      }
    } onCancel: {
      state.withLock { state in
        guard let index = state.newcomers.firstIndex(where: { $0.number == number }) else { return }
        state.newcomers.remove(at: index).isIn.resume(returning: false)
      }
    }
  }
}

extension BatchQueue.State {
  mutating func nextNumber() -> Int {
    numbers += 1
    return numbers
  }

  @inlinable mutating func admit(_ item: Item, now: () -> Duration) {
    accepted += 1
    buffer.add(item, now: now)
    serveTakers()
    if timer != nil, let due = buffer.nextDue {
      timer?.resume(returning: due)
      timer = nil
    }
  }

  /// First come, first served; a large record is not overtaken by smaller ones.
  mutating func admitNewcomers(now: () -> Duration) {
    while let first = newcomers.first, buffer.hasRoom(for: first.item) {
      newcomers.removeFirst()
      admit(first.item, now: now)
      first.isIn.resume(returning: true)
    }
  }

  @inlinable mutating func serveTakers() {
    while !takers.isEmpty, let batch = buffer.take() {
      takers.removeLast().resume(returning: batch)
    }
    guard isClosed else { return }
    for taker in takers { taker.resume(returning: nil) }
    takers = []
  }

  mutating func endFlushes() {
    for flush in flushes where flush.batches.isEmpty { flush.isDone.resume() }
    flushes.removeAll { $0.batches.isEmpty }
  }
}
