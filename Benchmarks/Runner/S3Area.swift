import AWSSigV4
import CurlTransport
import Foundation
import HTTPWire
import S3Client

/// Objects against a server that stores nothing: many small ones, and one of a gibibyte each way.
let s3Area = Area(name: "s3") { bench in
  try await bench.withSink {
    let curl = try bench.compiled("small_curl.c", libraries: ["-lcurl", "-lcrypto"])
    for verb in ["put", "get"] {
      let ours = try await S3Load.small(verb)
      let peer = try bench.python("small_crt.py", [verb, "10000", "16", S3Load.endpoint])
      let limit = try bench.output(of: curl, [verb, "10000", "16", S3Load.endpoint])
      try bench.report(
        Figure(
          case: "s3-\(verb)-300B",
          unit: "cpu-us/op",
          ours: ours,
          peer: "awscrt",
          peerValue: try bench.number(before: "us/obj", in: peer),
          limit: try bench.number(before: "us/obj", in: limit),
          goal: 25
        )
      )
    }
  }
}

/// What our side does.
enum S3Load {
  static let endpoint = "http://127.0.0.1:19000"
  private static let count = 10_000
  private static let concurrency = 16

  static func bucket(_ configure: (inout S3Configuration) -> Void = { _ in }) throws -> S3Bucket {
    var configuration = S3Configuration(region: "us-east-1", endpoint: try HTTPEndpoint(endpoint))
    configure(&configuration)
    let client = S3Client(
      transport: CurlTransport(),
      credentials: StaticCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"),
      configuration: configuration
    )
    return client.bucket("perfbkt")
  }

  /// CPU microseconds for each of many small objects, sixteen under way at once.
  static func small(_ verb: String) async throws -> Double {
    let bucket = try bucket()
    let body = [UInt8](repeating: UInt8(ascii: "a"), count: 300)
    return try await Bench.microsecondsPerOperation(count: count) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<concurrency {
          group.addTask {
            for number in stride(from: worker, to: count, by: concurrency) {
              let key: ObjectKey = "many/\(number).json"
              if verb == "put" {
                _ = try await bucket.put(body, to: key)
              } else {
                _ = try await bucket.get(key).bytes()
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  /// CPU seconds for a gibibyte from a file.
  static func up(
    _ file: URL,
    _ configure: (inout S3Configuration) -> Void = { _ in }
  ) async throws -> Double {
    let bucket = try bucket(configure)
    return try await Bench.microsecondsPerOperation(count: 1_000_000, rounds: 3) {
      try await bucket.put(file: file.path, to: "obj-1073741824")
    }
  }

  /// CPU seconds for a gibibyte into a file.
  static func down(_ file: URL) async throws -> Double {
    let bucket = try bucket()
    defer { try? FileManager.default.removeItem(at: file) }
    return try await Bench.microsecondsPerOperation(count: 1_000_000, rounds: 3) {
      try await bucket.download("obj-1073741824", toFile: file.path)
    }
  }
}
