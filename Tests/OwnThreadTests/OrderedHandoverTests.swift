import Glibc
import OwnThread
import Synchronization
import Testing

@Suite struct OrderedHandoverTests {
  private struct Broken: Error, Equatable { let number: Int }

  @Test(.timeLimit(.minutes(1)), arguments: [1, 3, 100])
  func `what several threads bring arrives in order`(window: Int) async {
    let arrived = Mutex<[Int]>([])
    let handover = OrderedHandover<Int>(window: window) { item in
      arrived.withLock { $0.append(item) }
    }
    let next = Atomic(0)
    await ThreadCrew.run(4, name: "crew") { _ in
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < 200 else { return }
        if number.isMultiple(of: 7) { usleep(500) }
        #expect(handover.put(number, number: number))
      }
    }
    #expect(arrived.withLock { $0 } == Array(0..<200))
    #expect(handover.failure == nil)
  }

  @Test(.timeLimit(.minutes(1))) func `a number may bring several items`() async {
    let arrived = Mutex<[String]>([])
    let handover = OrderedHandover<String>(window: 2) { item in
      arrived.withLock { $0.append(item) }
    }
    await ThreadCrew.run(3, name: "crew") { number in
      for part in 0..<3 {
        _ = handover.put("\(number).\(part)", number: number, isLast: part == 2)
      }
    }
    let expected = (0..<3).flatMap { number in (0..<3).map { "\(number).\($0)" } }
    #expect(arrived.withLock { $0 } == expected)
  }

  @Test(.timeLimit(.minutes(1))) func `the first failure in order counts, not the first in time`()
    async
  {
    let arrived = Mutex<[Int]>([])
    let handover = OrderedHandover<Int>(window: 10) { item in
      arrived.withLock { $0.append(item) }
    }
    handover.fail(Broken(number: 2), number: 2)
    #expect(!handover.isStopped)
    #expect(handover.put(0, number: 0))
    handover.fail(Broken(number: 1), number: 1)
    #expect(handover.failure as? Broken == Broken(number: 1))
    #expect(!handover.put(3, number: 3))
    #expect(arrived.withLock { $0 } == [0])
  }

  @Test(.timeLimit(.minutes(1))) func `a receiver that throws stops those who wait`() async {
    let handover = OrderedHandover<Int>(window: 1) { item in
      usleep(2_000)
      throw Broken(number: item)
    }
    await ThreadCrew.run(3, name: "crew") { number in _ = handover.put(number, number: number) }
    #expect(handover.failure as? Broken == Broken(number: 0))
  }

  @Test(.timeLimit(.minutes(1))) func `nobody is further ahead than the window`() async {
    let made = Atomic(0)
    let mostAhead = Atomic(0)
    let handover = OrderedHandover<Int>(window: 3) { item in
      usleep(500)
      let ahead = made.load(ordering: .relaxed) - item
      if ahead > mostAhead.load(ordering: .relaxed) { mostAhead.store(ahead, ordering: .relaxed) }
    }
    let next = Atomic(0)
    await ThreadCrew.run(4, name: "crew") { _ in
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < 60 else { return }
        made.wrappingAdd(1, ordering: .relaxed)
        _ = handover.put(number, number: number)
      }
    }
    // Three that lie ready, and one in the hands of each thread.
    #expect(mostAhead.load(ordering: .relaxed) <= 3 + 4)
  }
}
