import CurlTransport
import Foundation
import HTTPWire

/// The transport alone: one pin a request to a server that stores nothing, beside libcurl driven
/// from C.
let httpArea = Area(name: "http") { bench in
  try bench.makeData()
  let lines = try Data(contentsOf: bench.folder.appending(path: "data/pin.ndjson"))
  let pin = String(decoding: lines.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  let body = Array("{\"records\":[{\"value\":\(pin)}]}".utf8)
  try await bench.withSink {
    let curl = try bench.compiled("post_curl.c", libraries: ["-lcurl"])
    for concurrency in [16, 64] {
      let limit = try bench.output(of: curl, ["multi", "40000", "1", "\(concurrency)"])
      for isOwnThread in [true, false] {
        var options = CurlTransport.Options()
        options.maxConnectionsPerHost = concurrency
        let transport = CurlTransport(options)
        let ours = try await Bench.microsecondsPerOperation(count: 40_000) {
          try await withTaskExecutorPreference(isOwnThread ? transport.executor : nil) {
            try await post(body, 40_000, at: concurrency, over: transport)
          }
        }
        try bench.report(
          Figure(
            case: "http-post-\(concurrency)\(isOwnThread ? "-on-its-thread" : "")",
            unit: "cpu-us/request",
            ours: ours,
            limit: try bench.number(before: "us/rec", in: limit),
            goal: isOwnThread ? 16 : nil
          )
        )
      }
    }
  }
}

/// So many tasks that each send their share, one request after the other.
private func post(
  _ body: [UInt8],
  _ count: Int,
  at concurrency: Int,
  over transport: CurlTransport
) async throws {
  let request = HTTPRequest(
    .post,
    origin: HTTPOrigin(scheme: .http, host: "127.0.0.1", port: 19000),
    target: "/topics/0a1b2c3d4e5f.pin",
    headers: ["Content-Type": "application/vnd.kafka.json.v2+json"],
    body: .bytes(body)
  )
  try await withThrowingTaskGroup(of: Void.self) { group in
    for lane in 0..<concurrency {
      group.addTask {
        for _ in stride(from: lane, to: count, by: concurrency) {
          let response = try await transport.send(request)
          guard response.isSuccess else { throw BenchError(description: "\(response.status)") }
        }
      }
    }
    try await group.waitForAll()
  }
}
