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
        return nil
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
        return nil
      }
      for number in 0..<10 { thread.put(number) }
    }
  }

  @Test(.timeLimit(.minutes(1))) func `patience gathers a batch and has an end`() async {
    let (sizes, taken) = AsyncStream.makeStream(of: Int.self)
    let thread = BatchThread<Int>(name: "batches") { batch in
      taken.yield(batch.count)
      return .init(count: 10, upTo: batch.contains(11) ? .milliseconds(5) : .seconds(50))
    }
    var size = sizes.makeAsyncIterator()
    thread.put(1)
    #expect(await size.next() == 1)
    for number in 2...11 {
      await Task.yield()
      thread.put(number)
    }
    #expect(await size.next() == 10)
    thread.put(20)
    #expect(await size.next() == 1)
  }
}
