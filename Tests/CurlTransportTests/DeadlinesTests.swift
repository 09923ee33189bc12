@testable import CurlTransport
import HTTPWire
import Testing

@Suite struct DeadlinesTests {
  private func at(_ milliseconds: Int) -> Moment {
    Moment(nanoseconds: 1_000_000_000_000 + milliseconds * 1_000_000)
  }

  private func deadlines(connect: Int? = nil, idle: Int? = nil, total: Int? = nil) -> Deadlines {
    func limit(_ milliseconds: Int?) -> Duration? { milliseconds.map { .milliseconds($0) } }
    let limits = HTTPTimeouts(connect: limit(connect), idle: limit(idle), total: limit(total))
    return Deadlines(limits, submitted: at(0))
  }

  @Test func `only the total time runs in the queue`() {
    let deadlines = deadlines(connect: 1, idle: 1, total: 100)
    #expect(deadlines.waiting(now: at(99)) == .look(at: at(100)))
    #expect(deadlines.waiting(now: at(100)) == .passed(.totalTimedOut))
    #expect(self.deadlines(connect: 1, idle: 1).waiting(now: at(9_999)) == .look(at: nil))
  }

  @Test func `the time to connect runs from the start, not from the queue`() {
    var deadlines = deadlines(connect: 100)
    let first = deadlines.start(at: at(500))
    #expect(first == at(600))
    let early = deadlines.running(now: at(599), isConnected: false, isHeldBack: false, bytes: 0)
    #expect(early == .look(at: at(600)))
    let late = deadlines.running(now: at(600), isConnected: false, isHeldBack: false, bytes: 0)
    #expect(late == .passed(.connectTimedOut))
  }

  @Test func `silence ends where a byte moves or where the caller is waited for`() {
    var deadlines = deadlines(idle: 100)
    let first = deadlines.start(at: at(0))
    #expect(first == at(25))
    func look(_ time: Int, bytes: Int, heldBack: Bool = false) -> Deadlines.Verdict {
      deadlines.running(now: at(time), isConnected: true, isHeldBack: heldBack, bytes: bytes)
    }
    #expect(look(90, bytes: 1) == .look(at: at(115)))
    #expect(look(180, bytes: 1) == .look(at: at(190)))
    #expect(look(189, bytes: 2) == .look(at: at(214)))
    #expect(look(280, bytes: 2, heldBack: true) == .look(at: at(305)))
    #expect(look(379, bytes: 2) == .look(at: at(380)))
    #expect(look(380, bytes: 2) == .passed(.idleTimedOut))
  }

  @Test func `the total time ends what is lively`() {
    var deadlines = deadlines(connect: 10, idle: 1_000, total: 50)
    _ = deadlines.start(at: at(20))
    let lively = deadlines.running(now: at(49), isConnected: true, isHeldBack: false, bytes: 7)
    #expect(lively == .look(at: at(50)))
    let over = deadlines.running(now: at(50), isConnected: true, isHeldBack: true, bytes: 8)
    #expect(over == .passed(.totalTimedOut))
  }

  @Test func `no limit is no deadline, and an absurd one does not overflow`() {
    var none = deadlines()
    let first = none.start(at: at(0))
    #expect(first == nil)
    let look = none.running(now: at(1), isConnected: true, isHeldBack: false, bytes: 0)
    #expect(look == .look(at: nil))
    var absurd = Deadlines(HTTPTimeouts(connect: nil, idle: .seconds(Int64.max)), submitted: at(0))
    let far = absurd.start(at: at(0))
    #expect(far.map { $0 > at(1 << 40) } == true)
  }
}
