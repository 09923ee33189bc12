import EventLog
import Foundation
import LocalCloud
import SinkConnector

/// The sink: one object a record, into the cloud's own store and into a store that is far away.
let sinkArea = Area(name: "sink") { bench in
  try await bench.measureEmbeddedSink("in-memory", .inMemory, count: 100_000, goal: 20_000)
  try await bench.withFolder { folder in
    try await bench.measureEmbeddedSink(
      "on-disk",
      .folder(folder.path),
      count: 100_000,
      goal: 20_000
    )
  }
  try await bench.measureDistantSink(latency: .milliseconds(50), count: 4_000, goal: 500)
}

extension Bench {
  private static let topic = "bench.pin"

  private static func settings(_ more: [String: String] = [:]) -> [String: String] {
    [
      "connector.class": "io.confluent.connect.s3.S3SinkConnector", "flush.size": "1",
      "topics": topic, "s3.bucket.name": "user-test-bucket", "s3.region": "us-east-1",
      "format.class": "io.confluent.connect.s3.format.json.JsonFormat",
      "storage.class": "io.confluent.connect.s3.storage.S3Storage",
    ].merging(more) { $1 }
  }

  /// Fills a topic of a cloud with pins, as many as are asked for.
  private func fill(_ cloud: LocalCloud, _ count: Int) async throws {
    let file = folder.appending(path: "data/pin.ndjson")
    let pins = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).prefix(1_000)
      .map { Record(value: Array($0)[...]) }
    let topic = try TopicName(Self.topic)
    _ = try await cloud.log.createTopic(topic, TopicSettings())
    for start in stride(from: 0, to: count, by: pins.count) {
      _ = try await cloud.log.append(Array(pins.prefix(count - start)), to: topic)
    }
  }

  /// Objects a second of one core: CPU time of everything the sink makes the process do.
  fileprivate func measureEmbeddedSink(
    _ name: String,
    _ storage: LocalCloud.Options.Storage,
    count: Int,
    goal: Double
  ) async throws {
    try makeData()
    var options = LocalCloud.Options()
    options.storage = storage
    options.fsync = .never
    let seconds = try await LocalCloud.run(options) { cloud in
      try await fill(cloud, count)
      let start = Self.cpuSeconds()
      try await cloud.connectors.create("bench", Self.settings())
      try await cloud.connectors.drained()
      let seconds = Self.cpuSeconds() - start
      guard cloud.objects(in: "user-test-bucket", under: "topics/").count == count else {
        throw BenchError(description: "the sink has not made \(count) objects")
      }
      return seconds
    }
    try report(
      Figure(
        case: "sink-\(name)",
        unit: "objects/s/core",
        ours: Double(count) / seconds,
        peer: "3 requests each",
        goal: goal
      )
    )
  }

  /// Objects a second where each takes its time: bounded by how many are on their way at once.
  fileprivate func measureDistantSink(latency: Duration, count: Int, goal: Double) async throws {
    var options = LocalCloud.Options()
    options.makeSink = { _ in DistantSink(latency: latency) }
    let seconds = try await LocalCloud.run(options) { cloud in
      try await fill(cloud, count)
      let start = ContinuousClock.now
      try await cloud.connectors.create("bench", Self.settings(["store.url": "http://afar"]))
      try await cloud.connectors.drained()
      return (ContinuousClock.now - start) / .seconds(1)
    }
    try report(
      Figure(
        case: "sink-\(Int(latency / .milliseconds(1)))ms-away",
        unit: "objects/s",
        ours: Double(count) / seconds,
        peer: "one by one",
        peerValue: 1 / (latency / .seconds(1)),
        goal: goal
      )
    )
  }
}

/// A store that keeps nothing and answers late.
private struct DistantSink: ObjectSink {
  let latency: Duration

  func check(bucket: String) async throws {}
  func put(_ object: SinkObject, overwrites: Bool) async throws {
    try await Task.sleep(for: latency)
  }
}
