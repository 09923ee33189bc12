import Foundation
import LocalCloud
import Testing

@Suite struct CloudClockTests {
  @Test(.timeLimit(.minutes(1)))
  func `a sleeper wakes when a day is skipped`() async throws {
    let clock = CloudClock()
    let before = clock.date
    let deadline = clock.now.advanced(by: .seconds(86_400))
    async let slept: Void = clock.sleep(until: deadline)
    clock.advance(by: .seconds(43_200))
    clock.advance(by: .seconds(43_200))
    try await slept
    #expect(clock.date.timeIntervalSince(before) >= 86_400)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a frozen clock stands still and wakes sleepers only by advancing`() async throws {
    let clock = CloudClock()
    let moment = Date(timeIntervalSinceNow: 1_000)
    clock.freeze(at: moment)
    #expect(abs(clock.date.timeIntervalSince(moment)) < 1e-3)
    let deadline = clock.now.advanced(by: .milliseconds(1))
    async let slept: Void = clock.sleep(until: deadline)
    clock.advance(by: .milliseconds(1))
    try await slept
    clock.freeze()
    #expect(abs(clock.date.timeIntervalSince(moment) - 0.001) < 1e-3)
    clock.resume()
    #expect(clock.date >= moment)
  }

  @Test(.timeLimit(.minutes(1)))
  func `real time wakes a sleeper too`() async throws {
    let clock = CloudClock()
    try await clock.sleep(for: .milliseconds(10))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a cancelled sleeper gives up at once`() async {
    let clock = CloudClock()
    clock.freeze()
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do { try await clock.sleep(for: .seconds(1)) } catch { return error is CancellationError }
        return false
      }
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a thousand sleepers wake in one step`() async throws {
    let clock = CloudClock()
    clock.freeze()
    let start = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for second in 1...1_000 {
        group.addTask { try await clock.sleep(until: start.advanced(by: .seconds(second))) }
      }
      clock.advance(by: .seconds(1_000))
      try await group.waitForAll()
    }
  }
}
