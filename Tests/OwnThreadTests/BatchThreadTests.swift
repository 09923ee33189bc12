import Glibc
import OwnThread
import Synchronization
import Testing

@Suite struct BatchThreadTests {
  @Test(.timeLimit(.minutes(1))) func `what comes while it is busy is taken at once`() async {
    let batches = Mutex<[[Int]]>([])
    await withCheckedContinuation { done in
      let thread = BatchThread<Int>(name: "batches") { batch in
        batches.withLock { $0.append(batch) }
        if batch.contains(0) { usleep(50_000) }
        if batch.contains(99) { done.resume() }
      }
      for number in 0..<100 { thread.put(number) }
    }
    let taken = batches.withLock { $0 }
    #expect(taken.flatMap { $0 } == Array(0..<100))
    #expect(taken.count <= 10)
  }

  @Test(.timeLimit(.minutes(1))) func `what was put is done even when nobody holds it any more`()
    async
  {
    await withCheckedContinuation { done in
      let thread = BatchThread<Int>(name: "batches") { batch in
        usleep(1_000)
        if batch.contains(9) { done.resume() }
      }
      for number in 0..<10 { thread.put(number) }
    }
  }
}
