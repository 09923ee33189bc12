import AWSSigV4
import CurlTransport
import HTTPWire
import Lakehouse
import ObjectSourceConformance
import PinterestModels
import S3Client
import TestKit
import Testing

/// Reading from an S3 of others: what it lists and sends, and what happens when it does not.
@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(3)), .serialized)
struct LakehouseInteropTests {
  @Test func `S3 does what every source must do`() async throws {
    try await withMoto { port in
      let bucket = try client(port).bucket("conformance")
      try await bucket.create()
      for (key, bytes) in ObjectSourceConformance.objects {
        try await bucket.put(bytes, to: try ObjectKey(key))
      }
      let complaints = await ObjectSourceConformance { try S3Source(bucket, $0) }.complaints()
      #expect(complaints == [])
    }
  }

  /// More than 1,000 need a second page, and moto takes some milliseconds for each of them.
  @Test(arguments: Peers.wantsSlowProofs ? [60, 1_200] : [60])
  func `objects come in order whatever S3 delays, page by page`(count: Int) async throws {
    try await withMoto { port in
      let bucket = try client(port).bucket("many")
      try await bucket.create()
      try await put(count, into: bucket)
      // Some are asked for again before S3 gives them; a client has a budget for that.
      let gate = try FaultyGate(before: port) { line, time in
        line.contains(count > 60 ? "77.json" : "7.json") && time == 0 ? .slowDown : .none
      }
      let source = try S3Source(client(gate.port).bucket("many"), "topics/u.user/*.json")
      let (rows, report) = try await LakeReader(source).rows(of: User.self)
      #expect(rows.map(\.index) == Array(0..<count))
      #expect(report.objects == count)
      #expect(gate.count(of: "list-type=2") == (count > 1_000 ? 2 : 1))
    }
  }

  @Test func `S3 that goes on throttling is an error that names the object`() async throws {
    try await withMoto { port in
      let bucket = try client(port).bucket("throttled")
      try await bucket.create()
      try await put(40, into: bucket)
      let gate = try FaultyGate(before: port) { line, _ in
        line.contains("0017.json") || line.contains("0031.json") ? .slowDown : .none
      }
      let source = try S3Source(client(gate.port).bucket("throttled"), "topics")
      let error = await #expect(throws: LakehouseError.self) {
        _ = try await LakeReader(source).rows(of: User.self)
      }
      #expect(error?.code == .unreadable)
      #expect(error?.subject == "s3://throttled/topics/u.user/0017.json")
      #expect((error?.underlying as? S3Error)?.code == .slowDown)
    }
  }

  @Test func `an answer that breaks is taken up again, and never half a row`() async throws {
    try await withMoto { port in
      let bucket = try client(port).bucket("broken")
      try await bucket.create()
      try await put(20, into: bucket)
      let gate = try FaultyGate(before: port) { line, time in
        line.contains("0005.json") && time == 0 ? .cut(after: 10) : .none
      }
      let source = try S3Source(client(gate.port).bucket("broken"), "topics")
      let (rows, report) = try await LakeReader(source).rows(of: User.self)
      #expect(rows.map(\.index) == Array(0..<20))
      #expect(report.isClean)
    }
  }

  @Test func `S3 that dies half-way is an error, not fewer rows`() async throws {
    try await withMoto { port in
      let bucket = try client(port).bucket("dying")
      try await bucket.create()
      try await put(30, into: bucket)
      let gate = try FaultyGate(before: port) { line, _ in
        line.contains("/002") ? .cut(after: 3) : .none
      }
      var reader = LakeReader(try S3Source(client(gate.port).bucket("dying"), "topics"))
      reader.options.mode = .permissive
      let reading = reader
      let error = await #expect(throws: LakehouseError.self) {
        _ = try await reading.rows(of: User.self)
      }
      #expect(error?.code == .unreadable)
      #expect(error?.subject == "s3://dying/topics/u.user/0020.json")
    }
  }

  @Test func `a bucket that is not there is named`() async throws {
    try await withMoto { port in
      let source = try S3Source(client(port).bucket("nobodys"), "topics")
      let error = await #expect(throws: LakehouseError.self) {
        _ = try await LakeReader(source).rows(of: User.self)
      }
      #expect(error?.description.contains("nobodys") == true)
      #expect((error?.underlying as? S3Error)?.code == .noSuchBucket)
    }
  }

  private func put(_ count: Int, into bucket: S3Bucket) async throws {
    for index in 0..<count {
      let digits = String(repeating: "0", count: 4 - "\(index)".count) + "\(index)"
      let row = User(index: index, firstName: "A", lastName: "B", age: 20)
      try await bucket.put(row.json, to: ObjectKey("topics/u.user/\(digits).json"))
    }
  }

  private func client(_ port: Int) throws -> S3Client<CurlTransport> {
    var configuration = S3Configuration(
      region: "us-east-1",
      endpoint: try HTTPEndpoint("http://127.0.0.1:\(port)")
    )
    configuration.retry.maximumAttempts = 3
    configuration.retry.baseDelay = .milliseconds(1)
    configuration.retry.throttledBaseDelay = .milliseconds(1)
    return S3Client(
      transport: CurlTransport(),
      credentials: StaticCredentials(Credentials(accessKeyID: "test", secretAccessKey: "test")),
      configuration: configuration
    )
  }

  private func withMoto(_ body: (Int) async throws -> Void) async throws {
    let port = LoopbackPort.free()
    try await Peer.run(
      Peers.program("moto_server"),
      ["-H", "127.0.0.1", "-p", "\(port)"],
      port: port
    ) { _ in try await body(port) }
  }
}
