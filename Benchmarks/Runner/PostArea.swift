import CurlTransport
import Foundation
import HTTPWire
import KafkaRESTClient
import PinterestModels

/// Posting pins to a server that stores nothing, JSON encoding included, over 16 connections.
let postArea = Area(name: "post") { bench in
  try bench.makeData()
  let pins = try PostedPin.read(from: bench.folder.appending(path: "data/pin.ndjson"))
  try await bench.withSink {
    for (batch, count, goal) in [(1, 40_000, 16.0), (100, 400_000, 1.0), (1_000, 800_000, 0.8)] {
      let transport = CurlTransport()
      let kafka = KafkaRESTClient(
        transport,
        endpoint: try HTTPEndpoint("http://127.0.0.1:19000")
      )
      let ours = try await Bench.microsecondsPerOperation(count: count) {
        // Where a request carries little, switching threads for it is a third of its cost.
        try await withTaskExecutorPreference(transport.executor) {
          try await post(count, batch, of: pins, with: kafka)
        }
      }
      let arguments = ["\(count / 4)", "\(batch)", "16"]
      let peer = try bench.python("post_py.py", ["aiohttp"] + arguments)
      let curl = try bench.compiled("post_curl.c", libraries: ["-lcurl"])
      let limit = try bench.output(of: curl, ["multi", "\(count)", "\(batch)", "16"])
      try bench.report(
        Figure(
          case: "post-\(batch)",
          unit: "cpu-us/record",
          ours: ours,
          peer: "aiohttp",
          peerValue: try bench.number(before: "us/rec", in: peer),
          limit: try bench.number(before: "us/rec", in: limit),
          goal: goal
        )
      )
      guard batch == 1 else { continue }
      let script = try bench.python("post_py.py", ["requests", "2000", "1"])
      try bench.report(
        Figure(
          case: "post-1-as-the-course",
          unit: "cpu-us/record",
          ours: ours,
          peer: "requests",
          peerValue: try bench.number(before: "us/rec", in: script)
        )
      )
    }
  }
}

/// Sixteen tasks that each send their share, one request after the other.
private func post(
  _ count: Int,
  _ batch: Int,
  of pins: [PostedPin],
  with kafka: KafkaRESTClient<CurlTransport>
) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    for lane in 0..<16 {
      group.addTask {
        for start in stride(from: lane * batch, to: count, by: 16 * batch) {
          let records = (start..<start + batch).map { Record(value: pins[$0 % pins.count]) }
          let report = try await kafka.produce(records, to: "0a1b2c3d4e5f.pin")
          guard report.isComplete else { throw BenchError(description: "a record is missing") }
        }
      }
    }
    try await group.waitForAll()
  }
}

/// A pin that writes its own JSON, as the emulation's records do.
private struct PostedPin: SelfWritingJSON, Sendable {
  let pin: Pin

  func append(to output: inout [UInt8]) { pin.append(to: &output) }

  static func read(from file: URL) throws -> [PostedPin] {
    try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).prefix(2_000)
      .map { PostedPin(pin: try Pin(json: Array($0))) }
  }
}
