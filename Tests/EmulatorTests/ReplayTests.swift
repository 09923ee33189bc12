import Emulator
import PinterestModels
import Synchronization
import SyntheticRows
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReplayTests {
  /// Records a run and gives its lines.
  func recorded(_ options: Emulator.Options, _ target: CollectingTarget) async throws -> [[UInt8]] {
    let lines = Mutex<[[UInt8]]>([])
    var listener = Emulator.Listener()
    listener.sent = { record, time in
      lines.withLock { $0.append(Recording.line(for: record, at: time)) }
    }
    _ = try await Emulator(options, from: SyntheticRows(), to: target).run(listener)
    return lines.withLock(\.self)
  }

  func recording(_ lines: [[UInt8]], _ speed: Recording.Speed) -> Recording {
    let rest = Mutex(lines[...])
    return Recording(name: "lines", speed: speed) { rest.withLock { $0.popFirst() } }
  }

  @Test func `the same records come again, in their order`() async throws {
    var options = Emulator.Options()
    options.count = 50
    options.pace.rate = .unlimited
    options.key = .uuid
    options.chaos = try Chaos(parsing: "duplicate=10%,reorder=5")
    let first = CollectingTarget()
    let lines = try await recorded(options, first)
    let again = CollectingTarget()
    var replaying = Emulator.Options()
    replaying.pace.rate = .unlimited
    let tally = try await Emulator.replay(recording(lines, .unlimited), replaying, to: again)
    #expect(again.records.map(\.value) == first.records.map(\.value))
    #expect(again.records.map(\.key) == first.records.map(\.key))
    #expect(again.records.map(\.table) == first.records.map(\.table))
    #expect(tally.total.acknowledged == first.records.count)
  }

  @Test func `a recording is played as fast as one likes`() async throws {
    let lines = (0..<5).map { number in
      Array(
        "{\"at_us\":\(number * 100_000),\"post\":\(number),\"table\":\"geo\",\"value\":{}}\n".utf8
      )
    }
    let target = CollectingTarget()
    let start = ContinuousClock.now
    _ = try await Emulator.replay(recording(lines, .times(4)), Emulator.Options(), to: target)
    // The last is due after 400 ms of the old time, which is a quarter of it now.
    #expect(ContinuousClock.now - start >= .milliseconds(100))
    #expect(target.records.map(\.due) == (0..<5).map { .milliseconds(25 * $0) })
    #expect(target.records.map(\.table) == Array(repeating: .geo, count: 5))
  }

  @Test func `a line that cannot be read is named`() async throws {
    let lines = [Array("{\"at_us\":0,\"value\":1}".utf8), Array("half".utf8)]
    let error = await #expect(throws: RowSourceError.self) {
      let recording = recording(lines, .unlimited)
      _ = try await Emulator.replay(recording, Emulator.Options(), to: CollectingTarget())
    }
    #expect(error?.description.contains("line 2") == true)
  }

  @Test(arguments: [("2x", 2.0), ("0.5", 0.5)])
  func `speeds are read`(text: String, factor: Double) {
    #expect(Recording.Speed(text) == .times(factor))
    #expect(Recording.Speed("max") == .unlimited)
    #expect(Recording.Speed("0x") == nil && Recording.Speed("fast") == nil)
  }
}
