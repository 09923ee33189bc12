import CurlTransport
import Emulator
import EventLog
import HTTPWire
import KafkaRESTClient
import LocalCloud
import PinterestModels
import SyntheticRows
import Synchronization
import Testing

/// Posts through faults of every kind and holds the summary against what is stored.
@Suite(.timeLimit(.minutes(2))) struct PostingUnderFaultsTests {
  static let faults: [FaultRule] = [
    FaultRule(.kafkaREST, operation: "Produce", after: 3, times: 4, drop: .beforeWork),
    FaultRule(.kafkaREST, operation: "Produce", after: 3, times: 4, drop: .beforeResponse),
    FaultRule(.kafkaREST, operation: "Produce", after: 3, times: 4, drop: .midResponse),
    FaultRule(
      .kafkaREST,
      operation: "Produce",
      after: 2,
      times: 3,
      error: FaultRule.Failure(code: "42901", status: 429, retryAfter: 1)
    ),
    FaultRule(
      .kafkaREST,
      operation: "Produce",
      times: 5,
      error: FaultRule.Failure(code: "50001", status: 500)
    ),
    FaultRule(.kafkaREST, operation: "Produce", after: 1, times: 2, records: [0, 2]),
    FaultRule(.kafkaREST, operation: "Produce", after: 1, times: 2, latencyMs: [1_500, 1_500]),
  ]

  @Test(arguments: faults, [false, true])
  func `no record is lost, and none is there twice that is not counted so`(
    fault: FaultRule,
    withKeys: Bool
  ) async throws {
    try await LocalCloud.run { cloud in
      try cloud.faults.add(fault)
      let outcome = try await Self.post(to: cloud, withIdempotencyKeys: withKeys)
      let stored = try await Self.stored(in: cloud)
      let total = outcome.tally.total
      #expect(total.records == 240)
      for (record, delivery) in outcome.deliveries {
        let copies = stored[record.value] ?? 0
        switch delivery {
        case .acknowledged(let possiblyDuplicated):
          #expect(copies >= 1, "an acknowledged record is lost")
          if copies > 1 { #expect(possiblyDuplicated && !withKeys) }
        case .failed(_, _, let mayHaveArrived):
          #expect(copies == 0 || mayHaveArrived, "a failed record is there and nobody says so")
        case .notSent: #expect(copies == 0)
        }
      }
    }
  }

  struct Outcome {
    let tally: RunTally
    let deliveries: [(OutgoingRecord, Delivery)]
  }

  static func post(to cloud: LocalCloud, withIdempotencyKeys: Bool) async throws -> Outcome {
    var clientOptions = KafkaRESTOptions()
    clientOptions.sendsIdempotencyKey = withIdempotencyKeys
    clientOptions.timeouts = HTTPTimeouts(idle: .seconds(1))
    clientOptions.retries.firstPause = .milliseconds(5)
    let client = KafkaRESTClient(
      CurlTransport(),
      endpoint: try HTTPEndpoint(cloud.endpoints.kafkaREST),
      options: clientOptions
    )
    var options = Emulator.Options()
    options.count = 80
    options.pace.rate = .unlimited
    options.batch = 8
    options.concurrency = 4
    options.exhausts = true
    let heard = Mutex<[(OutgoingRecord, Delivery)]>([])
    var listener = Emulator.Listener()
    listener.result = { record, delivery in heard.withLock { $0.append((record, delivery)) } }
    let target = try KafkaRESTTarget(client, userID: UserID("test"))
    let tally = try await Emulator(options, from: SyntheticRows(), to: target).run(listener)
    return Outcome(tally: tally, deliveries: heard.withLock { $0 })
  }

  /// How often each value is in the topics.
  static func stored(in cloud: LocalCloud) async throws -> [[UInt8]: Int] {
    var copies: [[UInt8]: Int] = [:]
    for topic in try await cloud.log.topics() {
      let partition = TopicPartition(topic.name, 0)
      let all = try await cloud.log.read(partition, from: 0, upTo: ReadLimit(bytes: 1 << 26))
      for record in all.records { copies[Array(record.value ?? []), default: 0] += 1 }
    }
    return copies
  }
}
