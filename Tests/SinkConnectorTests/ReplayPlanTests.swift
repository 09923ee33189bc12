import EventLog
import Testing

@testable import SinkConnector

@Suite struct ReplayPlanTests {
  @Test func `a plan is read as it was written`() {
    var plan = ReplayPlan()
    plan.take(upTo: 3, at: 100) { $0 == $1 }
    plan.take(upTo: 5, at: 100) { $0 == $1 }
    plan.take(upTo: 9, at: 200) { $0 == $1 }
    plan.close(before: 9)
    #expect(plan.text == "100@5;200@9;close 9")
    #expect(ReplayPlan(parsing: plan.text) == plan)
    #expect(ReplayPlan(parsing: "whatever").isEmpty)
    #expect(plan.now(at: 4) == 100 && plan.now(at: 5) == 200 && plan.now(at: 9) == nil)
    plan.forget(before: 5)
    #expect(plan.text == "200@9;close 9")
    plan.forget(before: 9)
    #expect(plan.isEmpty)
  }

  /// The clock closes objects in the middle; a run after a crash reads on in one go.
  @Test func `what the clock closed is closed there again`() throws {
    let settings = try SinkSettings(
      SinkSettingsTests.config([
        "flush.size": "1000", "rotate.schedule.interval.ms": "1000", "timezone": "UTC",
      ])
    )
    let partition = TopicPartition(try TopicName("t"), 0)
    let records = (0..<10).map { offset in
      StoredRecord(
        offset: offset,
        timestamp: LogTimestamp(milliseconds: 0),
        key: nil,
        value: Array("\(offset)".utf8)[...],
        headers: []
      )
    }
    var first = PartitionSink(settings, partition, startingAt: 0)
    _ = first.append(Array(records[..<4]), now: 0)
    let closed = first.closeAll()
    #expect(closed.objects.map(\.key) == ["topics/t/partition=0/t+0+0000000000.json"])
    #expect(closed.resumeAt == 4 && closed.plan.text == "close 4")

    let plan = ReplayPlan(parsing: closed.plan.text)
    var second = PartitionSink(settings, partition, startingAt: 0, plan: plan)
    var again = second.append(records, now: 5_000)
    #expect(again.objects == closed.objects)
    #expect(again.resumeAt == 4)
    again = second.closeAll()
    #expect(again.objects.map(\.key) == ["topics/t/partition=0/t+0+0000000004.json"])
  }
}
