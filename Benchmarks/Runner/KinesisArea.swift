import AWSSigV4
import CurlTransport
import Foundation
import HTTPWire
import KinesisClient

/// Puts of rows to a server that stores nothing, over 16 connections, signatures included.
let kinesisArea = Area(name: "kinesis") { bench in
  try await bench.withSink {
    for (batch, count, goal) in [(1, 40_000, 30.0), (500, 1_000_000, 2.0)] {
      let load = try KinesisLoad(count: count, batch: batch)
      let ours = try await Bench.microsecondsPerOperation(count: count) { try await load.run() }
      // A tenth of the load tells as much: what it needs, it needs for each record.
      let arguments = ["\(count / (batch == 1 ? 20 : 10))", "\(batch)", "16", KinesisLoad.endpoint]
      let peer = try bench.python("kinesis_py.py", arguments)
      try bench.report(
        Figure(
          case: batch == 1 ? "kinesis-put-340B" : "kinesis-put-\(batch)x340B",
          unit: "cpu-us/record",
          ours: ours,
          peer: "boto3",
          peerValue: try bench.number(before: "us/rec", in: peer),
          goal: goal
        )
      )
    }
  }
}

/// What our side does.
private struct KinesisLoad {
  static let endpoint = "http://127.0.0.1:19000"
  private static let concurrency = 16

  private let transport: CurlTransport
  private let stream: KinesisStream
  private let count: Int
  private let batch: Int

  init(count: Int, batch: Int) throws {
    self.count = count
    self.batch = batch
    transport = CurlTransport()
    let client = KinesisClient(
      transport: transport,
      credentials: StaticCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"),
      region: "us-east-1",
      endpoint: try HTTPEndpoint(Self.endpoint)
    )
    stream = client.stream("pins")
  }

  /// Sixteen tasks that each put their share, one request after the other.
  func run() async throws {
    let row = [UInt8](repeating: UInt8(ascii: "a"), count: 340)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<Self.concurrency {
        // Thousands of small requests go best on the very thread that sends them.
        group.addTask(executorPreference: transport.executor) {
          for start in stride(from: lane * batch, to: count, by: Self.concurrency * batch) {
            let entries = (start..<min(start + batch, count)).map {
              PutEntry(data: row, partitionKey: "key-\($0)")
            }
            if batch == 1 {
              _ = try await stream.put(entries[0])
            } else {
              let report = await stream.putRecords(entries)
              guard report.isComplete else { throw BenchError(description: "a record is missing") }
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
