import Emulator
import PinterestModels
import Synchronization
import SyntheticRows
import Testing

@Suite struct EmulatorTests {
  func options(posts: Int) -> Emulator.Options {
    var options = Emulator.Options()
    options.count = posts
    options.pace.rate = .unlimited
    return options
  }

  func records(_ options: Emulator.Options) async throws -> [OutgoingRecord] {
    let target = CollectingTarget()
    _ = try await Emulator(options, from: SyntheticRows(), to: target).run()
    return target.records
  }

  @Test func `posts the rows every follower of the course sees`() async throws {
    let published = [
      7528, 2863, 5730, 8304, 8731, 1313, 4315, 10794, 5494, 5069, 2923, 3089, 6063, 3454, 7554,
      6145,
      10625, 2959, 9875, 2418, 3156, 428, 7343, 2074, 9979, 10138, 9672, 8653, 8887, 7922, 1014,
      4913,
      4137, 7166, 9546, 2411, 9590, 2698, 4508, 831,
    ]
    let sent = try await records(options(posts: 40))
    #expect(sent.map(\.table.rawValue) == (0..<40).flatMap { _ in ["pin", "geo", "user"] })
    let indices = try sent.filter { $0.table == .pin }.map { try Pin(json: $0.value).index }
    #expect(indices == published)
  }

  @Test(arguments: [1, 64])
  func `batch and concurrency change no record`(batch: Int) async throws {
    var many = options(posts: 300)
    many.key = .uuid
    many.dirt = try Dirt(parsing: "10%")
    many.chaos = try Chaos(parsing: "duplicate=5%,drop=5%")
    let one = Set(try await records(many))
    many.concurrency = 64
    many.batch = batch
    let all = try await records(many)
    #expect(Set(all) == one)
    // The time a record is due is no part of its bytes: the rate changes none of them.
    many.pace.rate = .perSecond(100_000)
    let paced = try await records(many)
    #expect(Set(paced.map(\.value)) == Set(one.map(\.value)))
  }

  @Test func `every record of 100,000 is accounted for`() async throws {
    var many = options(posts: 33_334)
    many.batch = 100
    many.concurrency = 16
    let target = CollectingTarget { record in
      switch record.post % 10 {
      case 0: .failed(code: "50003", message: "no leader", mayHaveArrived: record.table == .geo)
      case 1: .acknowledged(possiblyDuplicated: true)
      case 2: .notSent(reason: "cancelled")
      default: .acknowledged(possiblyDuplicated: false)
      }
    }
    let tally = try await Emulator(many, from: SyntheticRows(), to: target).run()
    let total = tally.total
    #expect(total.records == 100_002)
    #expect(total.acknowledged + total.failed + total.notSent == 100_002)
    #expect(total.failed == 3 * 3_334 && total.inDoubt == 3_334)
    #expect(total.notSent == 3 * 3_334)
    #expect(total.possiblyDuplicated == 3 * 3_334)
    #expect(tally.failures["50003"]?.firstMessage == "no leader")
    #expect(tally.latencies.count == total.acknowledged)
  }

  @Test func `chaos keeps to its shares and tells what it dropped`() async throws {
    var chaotic = options(posts: 4_000)
    chaotic.chaos = try Chaos(parsing: "duplicate=5%,drop=10%")
    let target = CollectingTarget()
    let tally = try await Emulator(chaotic, from: SyntheticRows(), to: target).run()
    #expect((1_050...1_350).contains(tally.dropped))
    let repeated = target.records.count - Set(target.records.map { "\($0.post)\($0.table)" }).count
    #expect((430...650).contains(repeated))
    #expect(Set(target.records.map { "\($0.post)\($0.table)" }).count + tally.dropped == 12_000)
  }

  @Test func `records that change places are all there`() async throws {
    var plain = options(posts: 500)
    let straight = try await records(plain)
    plain.chaos = try Chaos(parsing: "reorder=20")
    let mixed = try await records(plain)
    #expect(mixed != straight)
    #expect(Set(mixed) == Set(straight))
  }

  @Test(.timeLimit(.minutes(1)))
  func `records that are delayed come later, in the order they are due`() async throws {
    var slow = options(posts: 40)
    slow.pace.rate = .perSecond(200)
    slow.chaos = try Chaos(parsing: "delay=30%:20..60ms")
    let sent = try await records(slow)
    #expect(sent.count == 120)
    #expect(sent.map(\.due) == sent.map(\.due).sorted())
    #expect(sent.map(\.post) != sent.map(\.post).sorted())
  }

  @Test func `defects are told, and are what the rows show`() async throws {
    var dirty = options(posts: 500)
    dirty.tables = [.pin]
    dirty.dirt = try Dirt(parsing: "title=20%,image=5%")
    let truth = Mutex<[Defect]>([])
    var listener = Emulator.Listener()
    listener.defect = { defect in truth.withLock { $0.append(defect) } }
    let target = CollectingTarget()
    _ = try await Emulator(dirty, from: SyntheticRows(), to: target).run(listener)
    let told = truth.withLock { $0 }
    #expect((60...140).contains(told.count { $0.kind == .title }))
    for defect in told where defect.kind == .title {
      let pin = try Pin(json: target.records[defect.post].value)
      #expect(pin.title == "No Title Data Available" && pin.index == defect.index)
    }
  }

  @Test func `a run goes on where another ended`() async throws {
    let whole = try await records(options(posts: 60))
    let first = try await records(options(posts: 25))
    var rest = options(posts: 60)
    rest.resumingAfter = 25
    let second = try await records(rest)
    #expect((first + second).map(\.value) == whole.map(\.value))
  }

  @Test func `what is done is known however answers come in`() async throws {
    var some = options(posts: 50)
    some.concurrency = 8
    let done = Mutex<[Int]>([])
    var listener = Emulator.Listener()
    listener.completed = { post in done.withLock { $0.append(post) } }
    _ = try await Emulator(some, from: SyntheticRows(), to: CollectingTarget()).run(listener)
    let heard = done.withLock { $0 }
    #expect(heard == heard.sorted() && heard.last == 50)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a raised stop ends an endless run with everything in flight finished`() async throws {
    var endless = options(posts: 0)
    endless.count = nil
    endless.concurrency = 4
    let stop = StopSignal()
    let target = CollectingTarget { record in
      if record.post == 200 { stop.raise() }
      return .acknowledged(possiblyDuplicated: false)
    }
    let tally = try await Emulator(endless, from: SyntheticRows(), to: target).run(stop: stop)
    #expect(tally.total.acknowledged == target.records.count)
    #expect(tally.posts >= 200 && tally.posts < 400)
  }

  @Test func `every row once, when the source is to be exhausted`() async throws {
    var rows = SyntheticRows.Options()
    rows.count = 2_500
    var once = options(posts: 0)
    once.count = nil
    once.exhausts = true
    once.tables = [.user]
    let target = CollectingTarget()
    _ = try await Emulator(once, from: SyntheticRows(rows), to: target).run()
    let indices = try target.records.map { try User(json: $0.value).index }
    #expect(indices == Array(0..<2_500))
  }

  @Test func `rows that are missing or come twice stand in the truth`() async throws {
    var dirty = options(posts: 400)
    dirty.dirt = try Dirt(parsing: "missing=10%,duplicate=10%")
    dirty.chaos = try Chaos(parsing: "drop=5%,duplicate=5%")
    let truth = Mutex<[Defect]>([])
    var listener = Emulator.Listener()
    listener.defect = { defect in truth.withLock { $0.append(defect) } }
    let target = CollectingTarget()
    _ = try await Emulator(dirty, from: SyntheticRows(), to: target).run(listener)
    var counts: [String: Int] = [:]
    for record in target.records { counts["\(record.post)\(record.table)", default: 0] += 1 }
    let told = truth.withLock(\.self)
    let missing = Set(told.filter { $0.kind == .missing }.map { "\($0.post)\($0.table)" })
    let repeated = Set(told.filter { $0.kind == .duplicate }.map { "\($0.post)\($0.table)" })
    for post in 0..<400 {
      for table in Table.allCases {
        let name = "\(post)\(table)"
        let wanted = missing.contains(name) ? 0 : repeated.contains(name) ? 2 : 1
        #expect(counts[name, default: 0] == wanted, "\(name)")
      }
    }
    #expect(missing.count > 60 && repeated.count > 60)
  }

  @Test func `timestamps run with the posts, or many times as fast, to their end`() async throws {
    var warped = options(posts: 1_000)
    warped.tables = [.geo]
    warped.pace.rate = .perSecond(1_000)
    let start = try #require(WireTimestamp(parsing: "2015-01-01 00:00:00"))
    let end = try #require(WireTimestamp(parsing: "2015-01-01 00:30:00"))
    warped.times = .running(from: start, factor: 3_600, to: end)
    let sent = try await records(warped)
    let seconds = try sent.map { record in
      let row = try Geolocation(json: record.value)
      return (row.timestamp?.secondsSince1970 ?? 0) - start.secondsSince1970
    }
    // A post each millisecond is one each 3.6 seconds; half an hour of them is half a second.
    #expect(seconds.first == 3 && seconds.last == 1_800 && seconds.count == 500)
    #expect(seconds == seconds.sorted())
  }

  @Test(.timeLimit(.minutes(1)))
  func `a record that fails is sent until it is there, where that is wanted`() async throws {
    var persistent = options(posts: 20)
    persistent.onError = .retry
    persistent.concurrency = 4
    let tries = Mutex<[String: Int]>([:])
    let target = CollectingTarget { record in
      let number = tries.withLock { tries in
        tries["\(record.post)\(record.table)", default: 0] += 1
        return tries["\(record.post)\(record.table)"] ?? 0
      }
      let mustFail = record.post % 5 == 0 && number < 3
      return mustFail
        ? .failed(code: "50003", message: "no leader", mayHaveArrived: record.table == .geo)
        : .acknowledged(possiblyDuplicated: false)
    }
    let tally = try await Emulator(persistent, from: SyntheticRows(), to: target).run()
    #expect(tally.total.acknowledged == 60 && tally.total.failed == 0)
    #expect(tally.total.possiblyDuplicated == 4)
    #expect(tally.retried == 24)
  }

  /// A target that answers only when it is cancelled, and asks to end once four are under way.
  private final class HangingTarget: RecordTarget {
    let name = "hanging"
    let separatesTables = true
    let concurrencyLimit = Int.max
    private let stop: StopSignal
    private let begun = Mutex(0)

    init(_ stop: StopSignal) { self.stop = stop }

    func send(_ records: [OutgoingRecord]) async -> [Delivery] {
      let isLast = begun.withLock { begun in
        begun += 1
        return begun == 4
      }
      if isLast { stop.raise() }
      try? await Task.sleep(for: .seconds(3_600))
      return records.map { _ in .failed(code: "late", message: "no answer", mayHaveArrived: true) }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `what hangs holds an end up only so long, and is accounted for`() async throws {
    var hanging = options(posts: 100)
    hanging.concurrency = 4
    hanging.drainTime = .milliseconds(50)
    let stop = StopSignal()
    let target = HangingTarget(stop)
    let done = Mutex(0)
    var listener = Emulator.Listener()
    listener.completed = { post in done.withLock { $0 = post } }
    let emulator = Emulator(hanging, from: SyntheticRows(), to: target)
    let tally = try await emulator.run(listener, stop: stop)
    #expect(tally.total.failed >= 4 && tally.total.inDoubt == tally.total.failed)
    #expect(tally.total.records == tally.total.failed)
    #expect(done.withLock(\.self) == 0, "a later run would pass over what never arrived")
  }

  @Test(arguments: [(Emulator.Options.OnError.stop, 7), (.skip, 20)])
  func `a run that goes on begins with what ended the first`(
    onError: Emulator.Options.OnError,
    next: Int
  ) async throws {
    var some = options(posts: 20)
    some.onError = onError
    let done = Mutex(0)
    var listener = Emulator.Listener()
    listener.completed = { post in done.withLock { $0 = post } }
    let target = CollectingTarget { record in
      record.post == 7 && record.table == .geo
        ? .failed(code: "50003", message: "no leader", mayHaveArrived: false)
        : .acknowledged(possiblyDuplicated: false)
    }
    _ = try await Emulator(some, from: SyntheticRows(), to: target).run(listener)
    #expect(done.withLock(\.self) == next)
  }

  @Test func `delays keep records in the order of their moments, as fast as they go`()
    async throws
  {
    var slow = options(posts: 3_000)
    slow.chaos = try Chaos(parsing: "delay=20%:200..800ms")
    let sent = try await records(slow)
    #expect(sent.count == 9_000)
    #expect(sent.map(\.post) != sent.map(\.post).sorted())
    var newest = 0
    for record in sent {
      // A post counts as a millisecond then: nothing comes more than 800 posts late.
      #expect(record.post >= newest - 801)
      newest = max(newest, record.post)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `no record sets out later than the limit, however long it waited for others`()
    async throws
  {
    struct Slow: RecordTarget {
      let name = "slow"
      let separatesTables = true
      let concurrencyLimit = 1

      func send(_ records: [OutgoingRecord]) async -> [Delivery] {
        try? await Task.sleep(for: .milliseconds(200))
        return records.map { _ in .acknowledged(possiblyDuplicated: false) }
      }
    }
    var options = options(posts: 200)
    options.tables = [.user]
    options.batch = 5
    options.pace.rate = .perSecond(1_000)
    options.largestLag = .milliseconds(50)
    let lags = Mutex<[Duration]>([])
    var listener = Emulator.Listener()
    listener.sent = { record, time in lags.withLock { $0.append(time - record.due) } }
    let tally = try await Emulator(options, from: SyntheticRows(), to: Slow()).run(listener)
    let sent = lags.withLock { $0 }
    #expect(sent.allSatisfy { $0 <= .milliseconds(50) }, "\(sent.max() ?? .zero)")
    #expect(tally.total.acknowledged == sent.count && tally.total.notSent == 200 - sent.count)
    #expect(tally.total.notSent > 0)
  }
}
