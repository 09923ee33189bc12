import Glibc
import OwnThread
import Synchronization
import Testing

@Suite struct ThreadExecutorTests {
  /// Where workers wait for one another.
  final class Meeting: Sendable {
    let count = Atomic(0)
  }

  actor Worker {
    private let thread = ThreadExecutor(name: "worker")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
    private var count = 0

    func threadNumber() -> Int { Int(pthread_self()) }
    func increment() -> Int {
      count += 1
      return count
    }
    /// Blocks until so many workers do; `false` if they never come together.
    func meet(_ count: Int, at place: Meeting) -> Bool {
      place.count.add(1, ordering: .relaxed)
      for _ in 0..<30_000 where place.count.load(ordering: .relaxed) < count { usleep(1_000) }
      return place.count.load(ordering: .relaxed) == count
    }
  }

  @Test func `all work of an actor runs on the same thread, which is not the caller's`() async {
    let worker = Worker()
    let first = await worker.threadNumber()
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<100 { group.addTask { await worker.threadNumber() } }
      for await number in group { #expect(number == first) }
    }
    #expect(first != Int(pthread_self()))
  }

  @Test func `work is done one after another and none is lost`() async {
    let worker = Worker()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<1_000 { group.addTask { _ = await worker.increment() } }
    }
    #expect(await worker.increment() == 1_001)
  }

  @Test(.timeLimit(.minutes(1)))
  func `workers that block do not hold up the pool`() async {
    let place = Meeting()
    // On the two threads of the pool the third would never come.
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { await Worker().meet(8, at: place) } }
      for await haveMet in group { #expect(haveMet) }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a thread ends with its executor`() async throws {
    let before = Self.threadCount()
    for _ in 0..<50 { _ = await Worker().increment() }
    while Self.threadCount() > before + 20 { try await Task.sleep(for: .milliseconds(5)) }
  }

  private static func threadCount() -> Int {
    var count = 0
    guard let folder = opendir("/proc/self/task") else { return 0 }
    defer { closedir(folder) }
    while readdir(folder) != nil { count += 1 }
    return count
  }
}
