import AWSSigV4
import CurlTransport
import Foundation
import HTTPWire

/// The local cloud under load: server CPU a small object and a record, bodies and signatures checked,
/// everything in a log on the disk; beside moto and the yardstick that stores nothing.
let cloudArea = Area(name: "cloud") { bench in
  try bench.makeData()
  try await bench.withFolder { folder in
    let words = ["--data-dir", folder.path, "--fsync", "never", "--user-id", "bench"]
    try await RunningCloud.run(bench, words) { cloud in
      try await bench.measureObjects(cloud)
      try await bench.measureProducing(cloud)
      try await bench.measureConsuming(cloud)
    }
  }
  try await bench.withFolder { folder in
    try await RunningCloud.run(bench, ["--data-dir", folder.path]) { cloud in
      try bench.measureLatency(cloud)
    }
  }
}

extension Bench {
  private static let bucket = "user-bench-bucket"
  /// Fewer than the slowest peer writes in one run, as it is asked for all of them afterwards.
  private static let keys = 200

  /// PUT and GET of 300 bytes, each signed, over 16 connections.
  fileprivate func measureObjects(_ cloud: RunningCloud) async throws {
    let moto = try await motoCost()
    for (verb, goal) in [("PUT", 25.0), ("GET", 16.0)] {
      let script = try signedLoad(verb, to: cloud.endpoints.aws, "test", "test")
      let limit = try await withSink(port: 19_200) { pid in
        try serverCost(of: script, at: "http://127.0.0.1:19200") { try Self.cpuSeconds(of: pid) }
      }
      let ours = try serverCost(of: script, at: cloud.endpoints.aws) { try cloud.cpuSeconds }
      try report(
        Figure(
          case: "cloud-\(verb.lowercased())-300B",
          unit: "cpu-us/request",
          ours: ours,
          peer: "moto",
          peerValue: moto[verb],
          limit: limit,
          goal: goal
        )
      )
    }
  }

  /// What moto's own server needs for the same, of which far fewer will do.
  private func motoCost() async throws -> [String: Double] {
    let port = 19_300
    let moto = Process()
    moto.executableURL = root.appending(path: ".cache/venv/bin/moto_server")
    moto.arguments = ["-H", "127.0.0.1", "-p", "\(port)"]
    moto.standardOutput = FileHandle.nullDevice
    moto.standardError = FileHandle.nullDevice
    try moto.run()
    defer {
      kill(moto.processIdentifier, SIGKILL)
      moto.waitUntilExit()
    }
    let origin = HTTPOrigin(scheme: .http, host: "127.0.0.1", port: port)
    let made = HTTPRequest(.put, origin: origin, target: "/\(Self.bucket)")
    let transport = CurlTransport()
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      if let answer = try? await transport.send(made), answer.isSuccess { break }
      guard ContinuousClock.now < deadline else { throw BenchError(description: "moto is silent") }
      try await Task.sleep(for: .milliseconds(100))
    }
    var costs: [String: Double] = [:]
    for verb in ["PUT", "GET"] {
      let script = try signedLoad(verb, to: "\(origin)", "test", "test")
      costs[verb] = try serverCost(of: script, at: "\(origin)", seconds: 2) {
        try Self.cpuSeconds(of: moto.processIdentifier)
      }
    }
    return costs
  }

  /// One record and a hundred a request, over 16 connections.
  fileprivate func measureProducing(_ cloud: RunningCloud) async throws {
    for (batch, goal) in [(1, 20.0), (100, 1.2)] {
      let script = try producingLoad(batch)
      let target = { (base: String) in base + "/topics/bench-\(batch)" }
      let limit = try await withSink(port: 19_200) { pid in
        try serverCost(of: script, at: target("http://127.0.0.1:19200")) {
          try Self.cpuSeconds(of: pid)
        }
      }
      let ours = try serverCost(of: script, at: target(cloud.endpoints.kafkaREST)) {
        try cloud.cpuSeconds
      }
      try report(
        Figure(
          case: "cloud-produce-\(batch)",
          unit: "cpu-us/record",
          ours: ours / Double(batch),
          limit: limit / Double(batch),
          goal: goal
        )
      )
    }
  }

  /// Pages of a partition, as they were produced before.
  fileprivate func measureConsuming(_ cloud: RunningCloud) async throws {
    let topic = cloud.endpoints.kafkaREST + "/topics/bench-100/partitions/0"
    let page = 1_000
    let script = folder.appending(path: "consume.lua")
    let type = "application/vnd.kafka.json.v2+json"
    try Data("wrk.headers['Accept']='\(type)'\n".utf8).write(to: script)
    let url = topic + "/records?offset=0&count=\(page)&max_bytes=4000000"
    let cost = try serverCost(of: script, at: url) { try cloud.cpuSeconds }
    try report(
      Figure(
        case: "cloud-consume-\(page)",
        unit: "cpu-us/record",
        ours: cost / Double(page),
        goal: 1.5
      )
    )
    try await measureFirstRead(cloud)
  }

  /// From the subscription to the first records in hand: what others answer with an empty list.
  private func measureFirstRead(_ cloud: RunningCloud) async throws {
    let endpoint = try HTTPEndpoint(cloud.endpoints.kafkaREST)
    let transport = CurlTransport()
    func ask(_ method: HTTPMethod, _ path: String, _ body: String = "") async throws -> Int {
      let request = HTTPRequest(
        method,
        origin: endpoint.origin,
        target: path,
        headers: [
          "Content-Type": "application/vnd.kafka.v2+json",
          "Accept": "application/vnd.kafka.json.v2+json",
        ],
        body: body.isEmpty ? .empty : .bytes(Array(body.utf8))
      )
      let answer = try await transport.send(request)
      guard answer.isSuccess else { throw BenchError(description: "\(path): \(answer.status)") }
      return try await answer.body.collect(upTo: 1 << 26).count
    }
    var times: [Double] = []
    for number in 0..<21 {
      let group = "/consumers/first-\(number)"
      let create = #"{"name":"c","format":"json","auto.offset.reset":"earliest"}"#
      _ = try await ask(.post, group, create)
      let instance = group + "/instances/c"
      let start = ContinuousClock.now
      _ = try await ask(.post, instance + "/subscription", #"{"topics":["bench-100"]}"#)
      let bytes = try await ask(.get, instance + "/records?max_bytes=100000")
      times.append((ContinuousClock.now - start) / .milliseconds(1))
      guard bytes > 1_000 else { throw BenchError(description: "the first read brought nothing") }
      _ = try await ask(.delete, instance)
    }
    try report(
      Figure(case: "cloud-first-read", unit: "ms", ours: times.sorted()[10], goal: 10)
    )
  }

  /// What a sender waits for one record that is on the disk when the answer comes.
  fileprivate func measureLatency(_ cloud: RunningCloud) throws {
    let arguments = ["-t1", "-c16", "-d4s", "--latency", "-s", try producingLoad(1).path]
    let url = cloud.endpoints.kafkaREST + "/topics/latency"
    let said = try output(of: "/usr/bin/wrk", arguments + [url])
    for (share, goal) in [("50%", 1.0), ("99%", 5.0)] {
      let words = said.split(whereSeparator: \.isWhitespace)
      guard let place = words.firstIndex(of: share[...]), place + 1 < words.count,
        let time = Self.milliseconds(words[place + 1])
      else { throw BenchError(description: said) }
      try report(
        Figure(
          case: "cloud-durable-produce-p\(share.dropLast())",
          unit: "ms",
          ours: time,
          goal: goal
        )
      )
    }
  }

  private static func milliseconds(_ text: Substring) -> Double? {
    for (unit, factor) in [("us", 0.001), ("ms", 1), ("s", 1_000)] where text.hasSuffix(unit) {
      return Double(text.dropLast(unit.count)).map { $0 * factor }
    }
    return nil
  }

  // MARK: Load

  /// The least server CPU a request, in microseconds, of three runs after one that is not counted.
  private func serverCost(
    of script: URL,
    at url: String,
    seconds: Int = 3,
    cpu: () throws -> Double
  ) throws -> Double {
    func load(_ seconds: Int) throws -> Double {
      let arguments = ["-t1", "-c16", "-d\(seconds)s", "-s", script.path, url]
      let said = try output(of: "/usr/bin/wrk", arguments)
      guard !said.contains("Non-2xx"), !said.contains("Socket errors") else {
        throw BenchError(description: said)
      }
      return try number(before: "requests", in: said)
    }
    _ = try load(1)
    return try (0..<3).map { _ in
      let before = try cpu()
      let requests = try load(seconds)
      return (try cpu() - before) / requests * 1e6
    }.min() ?? .nan
  }

  private func producingLoad(_ batch: Int) throws -> URL {
    let file = folder.appending(path: "produce-\(batch).lua")
    let pins = folder.appending(path: "data/pin.ndjson").path
    let script = """
      wrk.method = "POST"
      wrk.headers["Content-Type"] = "application/vnd.kafka.json.v2+json"
      local records, pins = {}, io.open("\(pins)")
      for i = 1, \(batch) do records[i] = '{"value":' .. pins:read("*l") .. "}" end
      wrk.body = '{"records":[' .. table.concat(records, ",") .. "]}"
      """
    try Data(script.utf8).write(to: file)
    return file
  }

  /// Requests for some hundred objects, each with a signature of its own that holds for a while.
  private func signedLoad(
    _ verb: String,
    to base: String,
    _ accessKeyID: String,
    _ secret: String
  ) throws -> URL {
    let body = [UInt8](repeating: UInt8(ascii: "a"), count: 300)
    let origin = try HTTPEndpoint(base).origin
    let credentials = Credentials(accessKeyID: accessKeyID, secretAccessKey: secret)
    let signer = SigV4Signer(service: "s3", region: "us-east-1")
    var lines = ["local r, n = {}, 0", "wrk.headers['Content-Type'] = 'application/json'"]
    if verb == "PUT" { lines.append("local body = string.rep('a', 300)") }
    lines.append("function init() end")
    for number in 0..<Self.keys {
      var request = HTTPRequest(
        HTTPMethod(rawValue: verb),
        origin: origin,
        target: "/\(Self.bucket)/o/\(number).json",
        headers: ["Content-Type": "application/json"],
        body: verb == "PUT" ? .bytes(body) : .empty
      )
      let payload: PayloadHash = verb == "PUT" ? .of(body) : .of([])
      _ = signer.sign(&request, payload: payload, with: credentials, at: Date())
      let headers = request.headers.map { "['\($0.name)']='\($0.value)'" }.joined(separator: ",")
      lines.append("r[\(number)] = {'\(request.target)', {\(headers)}}")
    }
    lines.append(
      """
      request = function()
        n = (n + 1) % \(Self.keys)
        return wrk.format("\(verb)", r[n][1], r[n][2]\(verb == "PUT" ? ", body" : ""))
      end
      """
    )
    let file = folder.appending(path: "signed-\(verb)-\(UUID().uuidString).lua")
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    return file
  }
}
