import Synchronization

/// Hands what the shards bring to the one who goes through it, in the order it came; who brings more
/// than there is room for waits.
final class PageChannel: Sendable {
  /// Records of one shard, in their order.
  struct Page: Sendable {
    let shard: ShardID
    var records: ArraySlice<KinesisRecord>
    /// Whether the shard ends behind them.
    let isEnd: Bool
  }

  /// What waiting for a page brought.
  enum Taken: Sendable {
    case page(Page)
    case end
    case timedOut
    case failed(KinesisError)
  }

  private struct Newcomer {
    let number: Int
    let page: Page
    let isIn: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var pages: [Page] = []
    var records = 0
    var newcomers: [Newcomer] = []
    var numbers = 0
    var taker: (number: Int, continuation: CheckedContinuation<Taken, Never>)?
    /// What comes behind the last page, once that is known.
    var end: Taken?

    mutating func nextNumber() -> Int {
      numbers += 1
      return numbers
    }
  }

  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Brings a page, after a wait where there is no room; `false` says that nobody will want it.
  func put(_ page: Page) async -> Bool {
    let number = state.withLock { $0.nextNumber() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          guard state.end == nil, !Task.isCancelled else {
            return continuation.resume(returning: false)
          }
          state.newcomers.append(Newcomer(number: number, page: page, isIn: continuation))
          admit(&state)
        }
      }
    } onCancel: {
      state.withLock { state in
        guard let index = state.newcomers.firstIndex(where: { $0.number == number }) else { return }
        state.newcomers.remove(at: index).isIn.resume(returning: false)
      }
    }
  }

  /// Waits for a page; with a limit of time, no longer than that.
  func take(within time: (limit: Duration, clock: any Clock<Duration>)? = nil) async -> Taken {
    if let taken = state.withLock({ takeNow(&$0) }) { return taken }
    let number = state.withLock { $0.nextNumber() }
    guard let time else { return await wait(as: number) }
    return await withTaskGroup(of: Void.self) { group in
      group.addTask {
        do { try await time.clock.sleep(for: time.limit) } catch { return }
        self.dismiss(number, .timedOut)
      }
      let taken = await wait(as: number)
      group.cancelAll()
      return taken
    }
  }

  /// Says what comes behind the last page: the end, or a failure.
  func finish(_ end: Taken) {
    state.withLock { state in
      guard state.end == nil else { return }
      state.end = end
      for newcomer in state.newcomers { newcomer.isIn.resume(returning: false) }
      state.newcomers = []
      if let taker = state.taker {
        state.taker = nil
        taker.continuation.resume(returning: end)
      }
    }
  }

  private func wait(as number: Int) async -> Taken {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          precondition(state.taker == nil, "the records of a consumer can be gone through once")
          if Task.isCancelled { return continuation.resume(returning: Self.cancelled) }
          // Something may have come since it was looked for.
          if let taken = takeNow(&state) { return continuation.resume(returning: taken) }
          state.taker = (number, continuation)
        }
      }
    } onCancel: {
      dismiss(number, Self.cancelled)
    }
  }

  private func dismiss(_ number: Int, _ taken: Taken) {
    state.withLock { state in
      guard let taker = state.taker, taker.number == number else { return }
      state.taker = nil
      taker.continuation.resume(returning: taken)
    }
  }

  private func takeNow(_ state: inout State) -> Taken? {
    guard !state.pages.isEmpty else { return state.end }
    let page = state.pages.removeFirst()
    state.records -= page.records.count
    admit(&state)
    return .page(page)
  }

  /// First come, first served; a page that is larger than the whole bound may be alone.
  private func admit(_ state: inout State) {
    while let first = state.newcomers.first,
      state.records == 0 || state.records + first.page.records.count <= limit
    {
      state.newcomers.removeFirst()
      if let taker = state.taker {
        state.taker = nil
        taker.continuation.resume(returning: .page(first.page))
      } else {
        state.pages.append(first.page)
        state.records += first.page.records.count
      }
      first.isIn.resume(returning: true)
    }
  }

  private static var cancelled: Taken {
    .failed(KinesisError(.cancelled, "while waiting for records"))
  }
}
