import Synchronization

/// An ``EntryBuffer`` that many tasks share: those who add wait for room, those who send wait for
/// batches, those who flush wait for outcomes.
final class EntryQueue: Sendable {
  typealias Item = EntryBuffer.Item
  typealias Batch = EntryBuffer.Batch

  fileprivate struct Newcomer {
    let number: Int
    let item: Item
    let isIn: CheckedContinuation<Bool, Never>
  }

  fileprivate struct Flush {
    var batches: Set<Int>
    let isDone: CheckedContinuation<Void, Never>
  }

  fileprivate struct State {
    var buffer: EntryBuffer
    var accepted = 0
    var isClosed = false
    var newcomers: [Newcomer] = []
    var numbers = 0
    var takers: [CheckedContinuation<Batch?, Never>] = []
    var timer: CheckedContinuation<Duration?, Never>?
    var flushes: [Flush] = []
  }

  private let state: Mutex<State>
  private let elapsed: @Sendable () -> Duration

  init(_ options: StreamProducer.Options, elapsed: @escaping @Sendable () -> Duration) {
    state = Mutex(State(buffer: EntryBuffer(options)))
    self.elapsed = elapsed
  }

  /// The number of records taken in so far.
  var accepted: Int { state.withLock { $0.accepted } }

  /// Adds a record, after a wait where there is no room; `false` says that it was not taken in,
  /// since the queue is closed or the task cancelled.
  func put(_ item: Item) async -> Bool {
    if let isIn = offer(item) { return isIn }
    return await wait(with: item, as: state.withLock { $0.nextNumber() })
  }

  /// Waits for a batch to send; `nil` when there will be none.
  func take() async -> Batch? {
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

  /// Lets the batch go that has waited long enough.
  func sealDue() {
    let now = elapsed()
    state.withLock { state in
      state.buffer.sealDue(now: now)
      state.serveTakers()
    }
  }

  /// Lets every batch go, and waits until the outcome of all records accepted by now is known.
  func flush() async {
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
  func settled(_ batch: Batch) {
    state.withLock { state in
      state.buffer.settled(batch)
      state.admitNewcomers(now: elapsed)
      for index in state.flushes.indices { state.flushes[index].batches.remove(batch.number) }
      state.endFlushes()
    }
  }

  /// Takes nothing in any more, and lets every batch go.
  func close() {
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

  /// Adds a record if there is room now; `nil` says that it has to wait.
  private func offer(_ item: Item) -> Bool? {
    state.withLock { state in
      if state.isClosed { return false }
      guard state.newcomers.isEmpty, state.buffer.hasRoom(for: item) else { return nil }
      state.admit(item, now: elapsed)
      return true
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

extension EntryQueue.State {
  mutating func nextNumber() -> Int {
    numbers += 1
    return numbers
  }

  mutating func admit(_ item: EntryQueue.Item, now: () -> Duration) {
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

  mutating func serveTakers() {
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
