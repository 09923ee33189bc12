import Foundation
import HTTPServer
import HTTPWire

/// The server core by itself: a 400 B POST echoed by an asynchronous handler, on one thread.
///
/// The limit is the yardstick in C, which parses the same request on one thread and stores nothing.
let serveArea = Area(name: "serve") { bench in
  for connections in [16, 100] {
    let handler: HTTPServer.Handler = { request, _ in
      HTTPResponse(
        status: 200,
        headers: ["Content-Type": "application/json"],
        body: request.body
      )
    }
    let ours = try await HTTPServer.run(on: EventLoops(threads: 1), handler: handler) { server in
      try bench.costOfServing(on: server.address.port, connections) { Bench.cpuSeconds() }
    }
    let limit = try await bench.withSink(port: 19_100) { pid in
      try bench.costOfServing(on: 19_100, connections) { try Bench.cpuSeconds(of: pid) }
    }
    try bench.report(
      Figure(
        case: "serve-echo-\(connections)",
        unit: "cpu-us/request",
        ours: ours,
        limit: limit,
        goal: 10
      )
    )
  }
}

extension Bench {
  /// CPU microseconds a request of who listens on `port`, while wrk asks over that many connections.
  fileprivate func costOfServing(
    on port: Int,
    _ connections: Int,
    cpu: () throws -> Double
  ) throws -> Double {
    let script = root.appending(path: "Benchmarks/Peers/echo.lua").path
    let url = "http://127.0.0.1:\(port)/topics/bench"
    func load(_ seconds: Int) throws -> Double {
      let arguments = ["-t1", "-c\(connections)", "-d\(seconds)s", "-s", script, url]
      let report = try output(of: "/usr/bin/wrk", arguments)
      guard !report.contains("Non-2xx"), !report.contains("Socket errors") else {
        throw BenchError(description: report)
      }
      return try number(before: "requests", in: report)
    }
    _ = try load(1)
    return try (0..<3).map { _ in
      let before = try cpu()
      let requests = try load(3)
      return (try cpu() - before) / requests * 1e6
    }.min() ?? 0
  }
}
