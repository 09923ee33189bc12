import AWSSigV4
import Foundation
import HTTPWire
import LocalCloud

/// The streams of a cloud in memory, asked by wrk over 16 connections with signed requests of 300 B
/// records; moto is asked the same.
let kinesisServeArea = Area(name: "streams") { bench in
  for load in StreamLoad.all {
    var options = LocalCloud.Options()
    options.threads = 1
    let ours = try await LocalCloud.run(options) { cloud in
      try bench.cost(of: load, at: cloud.endpoints.aws, stream: "streaming-test-pin", seconds: 3) {
        Bench.cpuSeconds()
      }
    }
    let theirs = try await bench.withMoto(port: 19_200, stream: "bench") { url, pid in
      try bench.cost(of: load, at: url, stream: "bench", seconds: 2) {
        try Bench.cpuSeconds(of: pid)
      }
    }
    try bench.report(
      Figure(
        case: load.name,
        unit: "cpu-us/record",
        ours: ours,
        peer: "moto",
        peerValue: theirs,
        goal: load.goal
      )
    )
  }
}

/// One call that is made again and again.
private struct StreamLoad: Sendable {
  let name: String
  let operation: String
  let records: Int
  let goal: Double?

  static let all = [
    StreamLoad(name: "put-record-300B", operation: "PutRecord", records: 1, goal: 25),
    StreamLoad(name: "put-records-100x300B", operation: "PutRecords", records: 100, goal: 3),
    StreamLoad(name: "put-records-500x300B", operation: "PutRecords", records: 500, goal: 3),
  ]

  func body(stream: String) -> String {
    let data = Data(repeating: UInt8(ascii: "x"), count: 300).base64EncodedString()
    guard records > 1 else {
      return #"{"StreamName":"\#(stream)","Data":"\#(data)","PartitionKey":"partition-1"}"#
    }
    let entries = (0..<records).map { #"{"Data":"\#(data)","PartitionKey":"partition-\#($0)"}"# }
    return #"{"StreamName":"\#(stream)","Records":[\#(entries.joined(separator: ","))]}"#
  }
}

extension Bench {
  /// CPU microseconds a record of who listens at `url`, the least of three runs.
  fileprivate func cost(
    of load: StreamLoad,
    at url: String,
    stream: String,
    seconds: Int,
    cpu: () throws -> Double
  ) throws -> Double {
    let script = folder.appending(path: "\(load.name).lua").path
    try wrkScript(load, url, stream).write(toFile: script, atomically: true, encoding: .utf8)
    func run(_ seconds: Int) throws -> Double {
      let arguments = ["-t1", "-c16", "-d\(seconds)s", "--timeout", "30s", "-s", script, url + "/"]
      let report = try output(of: "/usr/bin/wrk", arguments)
      guard !report.contains("Non-2xx"), !report.contains("Socket errors") else {
        throw BenchError(description: report)
      }
      return try number(before: "requests", in: report) * Double(load.records)
    }
    _ = try run(1)
    return try (0..<3).map { _ in
      let before = try cpu()
      let records = try run(seconds)
      return (try cpu() - before) / records * 1e6
    }.min() ?? 0
  }

  /// What wrk sends: one request, signed once, which holds for a quarter of an hour.
  private func wrkScript(_ load: StreamLoad, _ url: String, _ stream: String) throws -> String {
    let body = load.body(stream: stream)
    var request = HTTPRequest(
      .post,
      origin: try HTTPEndpoint(url).origin,
      target: "/",
      headers: [
        "X-Amz-Target": "Kinesis_20131202.\(load.operation)",
        "Content-Type": "application/x-amz-json-1.1",
      ]
    )
    let signer = SigV4Signer(service: "kinesis", region: "us-east-1")
    let credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")
    _ = signer.sign(&request, payload: .of(Array(body.utf8)), with: credentials, at: Date())
    let headers = request.headers.map { #"wrk.headers["\#($0.name)"] = "\#($0.value)""# }
    return (["wrk.method = \"POST\"", "wrk.body = '\(body)'"] + headers).joined(separator: "\n")
  }

  /// Runs moto's server with one stream while `body` measures it.
  fileprivate func withMoto<Value>(
    port: Int,
    stream: String,
    _ body: (_ url: String, _ pid: Int32) async throws -> Value
  ) async throws -> Value {
    let url = "http://127.0.0.1:\(port)"
    let moto = Process()
    moto.executableURL = root.appending(path: ".cache/venv/bin/moto_server")
    moto.arguments = ["-p", "\(port)"]
    moto.standardOutput = FileHandle.nullDevice
    moto.standardError = FileHandle.nullDevice
    try moto.run()
    defer {
      kill(moto.processIdentifier, SIGKILL)
      moto.waitUntilExit()
    }
    let scope = "Credential=test/20240101/us-east-1/kinesis/aws4_request"
    _ = try output(
      of: "/usr/bin/curl",
      [
        "-sSf", "-o", "/dev/null", "--retry", "20", "--retry-connrefused", "--retry-delay", "1",
        url + "/", "-H", "X-Amz-Target: Kinesis_20131202.CreateStream", "-H",
        "Content-Type: application/x-amz-json-1.1", "-H",
        "Authorization: AWS4-HMAC-SHA256 \(scope), SignedHeaders=host, Signature=0", "-d",
        #"{"StreamName":"\#(stream)","ShardCount":4}"#,
      ]
    )
    return try await body(url, moto.processIdentifier)
  }
}
