import AWSSigV4
import CurlTransport
import Foundation
import HTTPWire
import S3Client

/// Objects against a server that stores nothing: many small ones, and one of a gibibyte each way.
let s3Area = Area(name: "s3") { bench in
  try await bench.withSink {
    for verb in ["put", "get"] { try await bench.measureSmallObjects(verb) }
    try await bench.withRAMFolder { folder in
      try await bench.measureLargeObject(
        "up-1GiB",
        in: folder,
        peers: "up",
        limit: "upun",
        goal: 0.7
      ) {
        try await S3Load.up(folder) { $0.payloadSigning = .never }
      }
      try await bench.measureLargeObject(
        "up-1GiB-signed",
        in: folder,
        peers: "up",
        limit: "up",
        goal: 1.1
      ) { try await S3Load.up(folder) { $0.payloadSigning = .always } }
      try await bench.measureLargeObject(
        "down-1GiB",
        in: folder,
        peers: "down",
        limit: "down",
        goal: 0.6
      ) {
        try await S3Load.down(folder)
      }
    }
  }
}

extension Bench {
  fileprivate func measureSmallObjects(_ verb: String) async throws {
    let load = [verb, "10000", "16", S3Load.endpoint]
    let curl = try compiled("small_curl.c", libraries: ["-lcurl", "-lcrypto"])
    let ours = try await S3Load.small(verb)
    let limit = try least(before: "us/obj") { try output(of: curl, load) }
    let crt = try least(before: "us/obj") { try python("small_crt.py", load) }
    // A tenth of the load tells as much: what it needs, it needs for each object.
    let slow = ["thr", verb, "1000", "16", S3Load.endpoint]
    let boto = try number(before: "us/obj", in: python("small_py.py", slow))
    try report(
      Figure(
        case: "s3-\(verb)-300B",
        unit: "cpu-us/op",
        ours: ours,
        peer: "awscrt",
        peerValue: crt,
        limit: limit,
        goal: 25
      )
    )
    try report(
      Figure(
        case: "s3-\(verb)-300B-boto3",
        unit: "cpu-us/op",
        ours: ours,
        peer: "boto3",
        peerValue: boto,
        limit: limit
      )
    )
  }

  /// Peers read `data/big.bin` and write beside it; all of it is in memory, so that no disk counts.
  fileprivate func measureLargeObject(
    _ name: String,
    in folder: URL,
    peers: String,
    limit: String,
    goal: Double,
    _ ours: () async throws -> Double
  ) async throws {
    let curl = try compiled("big_curl.c", libraries: ["-lcurl", "-lcrypto"])
    func inFolder(_ words: String...) throws -> String {
      try output(of: "/usr/bin/env", ["-C", folder.path] + words)
    }
    let python = root.appending(path: ".cache/venv/bin/python").path
    let script = { (name: String) in self.root.appending(path: "Benchmarks/Peers/\(name)").path }
    try report(
      Figure(
        case: "s3-\(name)",
        unit: "cpu-s/GiB",
        ours: try await ours(),
        peer: "awscrt",
        peerValue: try least(before: "per") { try inFolder(python, script("big_crt.py"), peers) },
        limit: try least(before: "per") { try inFolder(curl, limit, S3Load.endpoint) },
        goal: goal
      )
    )
    let boto = try inFolder(python, script("big_boto.py"), peers, S3Load.endpoint)
    try report(
      Figure(
        case: "s3-\(name)-boto3",
        unit: "cpu-s/GiB",
        ours: try await ours(),
        peer: "boto3",
        peerValue: try number(before: "per", in: boto.replacing("s per", with: " per"))
      )
    )
  }

  /// The least of three runs, as for our own figures.
  private func least(before word: String, _ run: () throws -> String) throws -> Double {
    try (0..<3).map { _ in try number(before: word, in: run().replacing("s per", with: " per")) }
      .min() ?? .nan
  }

  /// A folder in memory with a gibibyte in `data/big.bin`, gone afterwards.
  fileprivate func withRAMFolder(_ body: (URL) async throws -> Void) async throws {
    let isThere = FileManager.default.fileExists(atPath: "/dev/shm")
    let parent = isThere ? URL(filePath: "/dev/shm") : FileManager.default.temporaryDirectory
    let folder = parent.appending(
      path: "pinterest-bench-\(ProcessInfo.processInfo.processIdentifier)"
    )
    let data = folder.appending(path: "data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = data.appending(path: "big.bin")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    let handle = try FileHandle(forWritingTo: file)
    for number in 0..<1_024 {
      try handle.write(
        contentsOf: Data(repeating: UInt8(truncatingIfNeeded: number), count: 1 << 20)
      )
    }
    try handle.close()
    try await body(folder)
  }
}

/// What our side does.
private enum S3Load {
  static let endpoint = "http://127.0.0.1:19000"
  private static let count = 10_000
  private static let concurrency = 16

  private static func bucket(
    on transport: CurlTransport = CurlTransport(),
    _ configure: (inout S3Configuration) -> Void = { _ in }
  ) throws -> S3Bucket {
    var configuration = S3Configuration(region: "us-east-1", endpoint: try HTTPEndpoint(endpoint))
    configure(&configuration)
    let client = S3Client(
      transport: transport,
      credentials: StaticCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"),
      configuration: configuration
    )
    return client.bucket("perfbkt")
  }

  /// CPU microseconds for each of many small objects, sixteen under way at once.
  static func small(_ verb: String) async throws -> Double {
    let transport = CurlTransport()
    let bucket = try bucket(on: transport)
    let body = [UInt8](repeating: UInt8(ascii: "a"), count: 300)
    return try await Bench.microsecondsPerOperation(count: count) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<concurrency {
          // Thousands of small requests go best on the very thread that sends them.
          group.addTask(executorPreference: transport.executor) {
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
    _ folder: URL,
    _ configure: (inout S3Configuration) -> Void
  ) async throws -> Double {
    let bucket = try bucket(configure)
    let file = folder.appending(path: "data/big.bin").path
    return try await Bench.microsecondsPerOperation(count: 1_000_000, rounds: 3) {
      try await bucket.put(file: file, to: "obj-1073741824")
    }
  }

  /// CPU seconds for a gibibyte into a file.
  static func down(_ folder: URL) async throws -> Double {
    let bucket = try bucket()
    let file = folder.appending(path: "data/ours.bin")
    var best = Double.infinity
    for _ in 0..<3 {
      let start = Bench.cpuSeconds()
      try await bucket.download("obj-1073741824", toFile: file.path)
      best = min(best, Bench.cpuSeconds() - start)
      // Making room again is not a part of the download.
      try FileManager.default.removeItem(at: file)
    }
    return best
  }
}
