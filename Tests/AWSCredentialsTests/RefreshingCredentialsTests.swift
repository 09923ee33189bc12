import AWSSigV4
import FoundationEssentials
import Synchronization
import Testing

@testable import AWSCredentials

@Suite(.timeLimit(.minutes(1))) struct RefreshingCredentialsTests {
  let clock = TestClock()
  static let broken = AWSCredentialsError(.unreachable, source: "source", detail: "silent")

  private func credentials(_ name: String, for life: Duration?) -> Credentials {
    Credentials(
      accessKeyID: name,
      secretAccessKey: "S",
      expiration: life.map { clock.date.addingTimeInterval($0.inSeconds) }
    )
  }

  private func refreshing(_ source: any CredentialsSource) -> RefreshingCredentials {
    RefreshingCredentials(source, host: .test(clock: clock))
  }

  /// Lets other tasks run until something is so; there is no event for "everybody waits".
  private func until(_ condition: () -> Bool) async throws {
    while !condition() {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  @Test func `fetches once for a thousand callers`() async throws {
    let source = GatedSource()
    let refreshing = refreshing(source)
    let names = try await withThrowingTaskGroup { group in
      for _ in 0..<1_000 { group.addTask { try await refreshing.credentials().accessKeyID } }
      try await until { refreshing.waiting == 999 }
      source.answer(.success(credentials("A", for: .seconds(3_600))))
      return try await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    }
    #expect(names == ["A": 1_000])
    #expect(source.fetches == 1)
    _ = try await refreshing.credentials()
    #expect(source.fetches == 1)
  }

  @Test func `keeps what never ends for ever`() async throws {
    let source = CountingSource { [clock] _ in
      _ = clock
      return Credentials(accessKeyID: "A", secretAccessKey: "S")
    }
    let refreshing = refreshing(source)
    for _ in 0..<3 {
      #expect(try await refreshing.credentials().accessKeyID == "A")
      clock.advance(by: .seconds(1_000_000))
    }
    #expect(source.fetches == 1)
  }

  /// With a random number of 0.5 the advisory window opens 330 seconds before the end.
  @Test func `refreshes in its own time`() async throws {
    let source = CountingSource { [self] count in credentials("A\(count)", for: .seconds(3_600)) }
    let refreshing = refreshing(source)
    #expect(try await refreshing.credentials().accessKeyID == "A1")
    clock.advance(by: .seconds(3_600 - 331))
    #expect(try await refreshing.credentials().accessKeyID == "A1")
    clock.advance(by: .seconds(1))
    #expect(try await refreshing.credentials().accessKeyID == "A2")
    #expect(source.fetches == 2)
  }

  @Test(arguments: [(59, 1), (61, 2)])
  func `shrinks its windows with a short life`(elapsed: Int, fetches: Int) async throws {
    let source = CountingSource { [self] count in credentials("A\(count)", for: .seconds(90)) }
    let refreshing = refreshing(source)
    _ = try await refreshing.credentials()
    clock.advance(by: .seconds(elapsed))
    _ = try await refreshing.credentials()
    #expect(source.fetches == fetches)
  }

  @Test func `lets the others go on with the old ones while one fetches`() async throws {
    let source = GatedSource()
    let refreshing = refreshing(source)
    async let first = refreshing.credentials()
    try await until { source.pending == 1 }
    source.answer(.success(credentials("A", for: .seconds(3_600))))
    #expect(try await first.accessKeyID == "A")
    clock.advance(by: .seconds(3_400))
    async let second = refreshing.credentials()
    try await until { source.pending == 1 }
    #expect(try await refreshing.credentials().accessKeyID == "A")
    source.answer(.success(credentials("B", for: .seconds(3_600))))
    #expect(try await second.accessKeyID == "B")
    #expect(try await refreshing.credentials().accessKeyID == "B")
  }

  @Test func `makes everybody wait in the last minute`() async throws {
    let source = GatedSource()
    let refreshing = refreshing(source)
    async let first = refreshing.credentials()
    try await until { source.pending == 1 }
    source.answer(.success(credentials("A", for: .seconds(3_600))))
    _ = try await first
    clock.advance(by: .seconds(3_541))
    async let second = refreshing.credentials()
    try await until { source.pending == 1 }
    async let third = refreshing.credentials()
    try await until { refreshing.waiting == 1 }
    source.answer(.success(credentials("B", for: .seconds(3_600))))
    #expect(try await (second.accessKeyID, third.accessKeyID) == ("B", "B"))
    #expect(source.fetches == 2)
  }

  @Test func `uses the old ones on when a refresh fails, and rests before the next`() async throws {
    let source = CountingSource { [self] count throws(AWSCredentialsError) in
      guard count == 1 || count == 3 else { throw Self.broken }
      return credentials("A\(count)", for: .seconds(3_600))
    }
    let refreshing = refreshing(source)
    _ = try await refreshing.credentials()
    clock.advance(by: .seconds(3_550))
    #expect(try await refreshing.credentials().accessKeyID == "A1")
    clock.advance(by: .seconds(44))
    #expect(try await refreshing.credentials().accessKeyID == "A1")
    #expect(source.fetches == 2)
    clock.advance(by: .seconds(1))
    #expect(try await refreshing.credentials().accessKeyID == "A3")
  }

  @Test func `does not rest once the old ones have ended`() async throws {
    let source = CountingSource { [self] count throws(AWSCredentialsError) in
      guard count != 2 else { throw Self.broken }
      return credentials("A\(count)", for: .seconds(600))
    }
    let refreshing = refreshing(source)
    _ = try await refreshing.credentials()
    clock.advance(by: .seconds(590))
    _ = try await refreshing.credentials()
    clock.advance(by: .seconds(10))
    #expect(try await refreshing.credentials().accessKeyID == "A3")
  }

  @Test func `tells all who waited of a failure and forgets it`() async throws {
    let source = GatedSource()
    let refreshing = refreshing(source)
    try await withThrowingTaskGroup { group in
      for _ in 0..<10 {
        group.addTask {
          await #expect(throws: AWSCredentialsError.self) { try await refreshing.credentials() }
        }
      }
      try await until { refreshing.waiting == 9 }
      source.answer(.failure(Self.broken))
    }
    #expect(source.fetches == 1)
    async let next = refreshing.credentials()
    try await until { source.pending == 1 }
    source.answer(.success(credentials("A", for: nil)))
    #expect(try await next.accessKeyID == "A")
  }

  @Test func `a cancelled caller only ends its own waiting`() async throws {
    let source = GatedSource()
    let refreshing = refreshing(source)
    async let first = refreshing.credentials()
    try await until { source.pending == 1 }
    let second = Task { try await refreshing.credentials() }
    try await until { refreshing.waiting == 1 }
    second.cancel()
    let error = await #expect(throws: AWSCredentialsError.self) { try await second.value }
    #expect(error?.code == .cancelled)
    #expect(refreshing.waiting == 0)
    source.answer(.success(credentials("A", for: nil)))
    #expect(try await first.accessKeyID == "A")
    #expect(source.fetches == 1)
  }

  @Test func `the next in line takes over from a cancelled caller that fetches`() async throws {
    let source = GatedSource()
    let refreshing = refreshing(source)
    let first = Task { try await refreshing.credentials() }
    try await until { source.pending == 1 }
    async let second = refreshing.credentials()
    async let third = refreshing.credentials()
    try await until { refreshing.waiting == 2 }
    first.cancel()
    let error = await #expect(throws: AWSCredentialsError.self) { try await first.value }
    #expect(error?.code == .cancelled)
    try await until { source.pending == 1 }
    source.answer(.success(credentials("A", for: nil)))
    #expect(try await (second.accessKeyID, third.accessKeyID) == ("A", "A"))
    #expect(source.fetches == 2)
  }

  @Test func `a caller that is cancelled already is not served`() async {
    let source = CountingSource { [self] _ in credentials("A", for: nil) }
    let refreshing = refreshing(source)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await refreshing.credentials()
    }
    await #expect(throws: AWSCredentialsError.self) { try await task.value }
    #expect(source.fetches == 0)
  }

  @Test func `hands refused credentials out no more`() async throws {
    let source = CountingSource { [self] count in credentials("A\(count)", for: .seconds(3_600)) }
    let refreshing = refreshing(source)
    let first = try await refreshing.credentials()
    await refreshing.invalidate(first)
    #expect(try await refreshing.credentials().accessKeyID == "A2")
    await refreshing.invalidate(first)
    #expect(try await refreshing.credentials().accessKeyID == "A2")
  }

  @Test func `refuses credentials that have ended on arrival`() async {
    let source = CountingSource { [self] _ in credentials("A", for: .seconds(-1)) }
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await refreshing(source).credentials()
    }
    #expect(error?.code == .expired)
    #expect(
      error?.description == "AWS credentials: those of A ended at 2026-01-01T11:59:59Z already"
    )
  }

  @Test func `a thousand callers over a hundred ends never see an ended one`() async throws {
    let source = CountingSource { [self] count in credentials("A\(count)", for: .seconds(60)) }
    let refreshing = refreshing(source)
    try await withThrowingTaskGroup { group in
      for _ in 0..<1_000 {
        group.addTask {
          for _ in 0..<10 {
            let before = clock.date
            let found = try await refreshing.credentials()
            #expect(!found.isExpired(at: before))
            await Task.yield()
          }
        }
      }
      for _ in 0..<100 {
        clock.advance(by: .seconds(60))
        await Task.yield()
      }
      try await group.waitForAll()
    }
    #expect(source.fetches <= 101)
  }
}
