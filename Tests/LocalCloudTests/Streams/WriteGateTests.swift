import Synchronization
import Testing

@testable import LocalCloud

@Suite(.timeLimit(.minutes(1))) struct WriteGateTests {
  /// Who is behind the gate.
  private final class Inside: Sendable {
    let counts = Mutex((writers: 0, changers: 0, most: 0, faults: 0))
  }

  @Test func `nobody writes while one changes, and nobody waits for ever`() async {
    let gate = WriteGate()
    let inside = Inside()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<400 {
        group.addTask {
          if number % 10 == 0 {
            await gate.alone {
              inside.counts.withLock {
                $0.changers += 1
                if $0.changers > 1 || $0.writers > 0 { $0.faults += 1 }
              }
              await Task.yield()
              inside.counts.withLock { $0.changers -= 1 }
            }
          } else {
            await gate.writing {
              inside.counts.withLock {
                $0.writers += 1
                $0.most = max($0.most, $0.writers)
                if $0.changers > 0 { $0.faults += 1 }
              }
              await Task.yield()
              inside.counts.withLock { $0.writers -= 1 }
            }
          }
        }
      }
    }
    let seen = inside.counts.withLock { $0 }
    #expect(seen.faults == 0)
    #expect(seen.writers == 0 && seen.changers == 0)
    #expect(seen.most > 1)
  }
}
