import Digests
import Foundation
import HTTPWire
import S3Client
import TestKit
import Testing

extension S3Interop {
  @Suite(.timeLimit(.minutes(5))) struct TransferInteropTests {
    private static let mebibyte = 1 << 20

    private static func body(_ size: Int) -> [UInt8] {
      var bytes = [UInt8](repeating: 0x2E, count: size)
      for index in stride(from: 0, to: size, by: 4_093) {
        bytes[index] = UInt8(truncatingIfNeeded: index >> 12)
      }
      return bytes
    }

    private static func bucket(
      _ running: S3Server.Running,
      _ name: BucketName,
      patience: Duration = .seconds(30)
    ) async throws -> S3Bucket {
      let bucket = running.client {
        $0.transfer.partSize = 5 * mebibyte
        $0.transfer.multipartThreshold = 5 * mebibyte
        $0.transfer.concurrency = 2
        $0.timeouts = HTTPTimeouts(connect: .seconds(10), idle: patience)
        $0.retry.baseDelay = .milliseconds(5)
      }.bucket(name)
      if try await !bucket.exists() { try await bucket.create() }
      return bucket
    }

    @Test(arguments: S3Server.allCases)
    func `large objects go up in parts and come down in ranges`(server: S3Server) async throws {
      let bucket = try await Self.bucket(try server.running, "large")
      let bytes = Self.body(12 * Self.mebibyte + 1)
      try await withTemporaryDirectory { folder in
        let source = folder.appending(path: "source")
        try Data(bytes).write(to: source)
        try await bucket.put(file: source.path, to: "from file")
        try await bucket.put(.stream(HTTPBody.bytes(bytes).chunks), to: "from stream")
        for key in ["from file", "from stream"] as [ObjectKey] {
          #expect(try await bucket.head(key).size == bytes.count)
          let target = folder.appending(path: "target")
          try await bucket.download(key, toFile: target.path)
          #expect(try Data(contentsOf: target) == Data(bytes))
          #expect(try await bucket.get(key).bytes() == bytes)
        }
      }
    }

    @Test func `parts by hand: listed, copied, replaced, completed, aborted`() async throws {
      let bucket = try await Self.bucket(try S3Server.moto.running, "parts")
      let first = Self.body(5 * Self.mebibyte)
      try await bucket.put(Array("0123456789".utf8), to: "source")
      let upload = try await bucket.beginUpload(of: "key")
      _ = try await upload.uploadPart(1, .bytes(Array("wrong".utf8)))
      let one = try await upload.uploadPart(1, .bytes(first))
      let source = ObjectReference(bucket: bucket.name, key: "source")
      let two = try await upload.copyPart(2, from: source, range: 3..<7)
      var listed: [UploadedPart] = []
      for try await part in upload.parts() { listed.append(part) }
      #expect(listed.map(\.number) == [1, 2])
      #expect(listed.map(\.size) == [first.count, 4])
      #expect(listed.map(\.etag) == [one.etag, two.etag])
      var uploads: [UploadID] = []
      for try await upload in bucket.uploads() { uploads.append(upload.id) }
      #expect(uploads == [upload.id])
      try await upload.complete([two, one])
      #expect(try await bucket.get("key").bytes() == first + Array("3456".utf8))
      let other = try await bucket.beginUpload(of: "other")
      try await other.abort()
      for try await upload in bucket.uploads() { Issue.record("\(upload.id) was left") }
    }

    @Test func `parts S3 does not hold are named`() async throws {
      let bucket = try await Self.bucket(try S3Server.moto.running, "wrong-parts")
      let upload = try await bucket.beginUpload(of: "key")
      let part = UploadedPart(number: 1, etag: ETag(rawValue: "nonsense"), size: 1)
      let thrown = await #expect(throws: S3Error.self) { try await upload.complete([part]) }
      #expect(thrown?.code == .invalidPart)
      try await upload.abort()
    }

    @Test(arguments: S3Server.allCases)
    func `a part that is killed on its way is sent again`(server: S3Server) async throws {
      let bytes = Self.body(11 * Self.mebibyte)
      let kills = Counter()
      let proxy = try MisbehavingProxy(before: try server.running.endpoint) { head, _ in
        guard head.contains("partNumber=2"), kills.next() < 2 else { return .none }
        return .resetRequest(after: 1_000_000)
      }
      let bucket = try await Self.bucket(try server.running.through(proxy), "killed-part")
      try await bucket.put(.stream(HTTPBody.bytes(bytes).chunks), to: "key")
      #expect(kills.count >= 3)
      #expect(try await bucket.get("key").bytes() == bytes)
    }

    @Test(arguments: S3Server.allCases)
    func `a reset in the middle of a body goes unnoticed`(server: S3Server) async throws {
      let bytes = Self.body(3 * Self.mebibyte)
      let resets = Counter()
      let proxy = try MisbehavingProxy(before: try server.running.endpoint) { head, _ in
        guard head.hasPrefix("GET /reset-body/key"), resets.next() < 3 else { return .none }
        return .resetAnswer(after: 700_000)
      }
      let bucket = try await Self.bucket(try server.running.through(proxy), "reset-body")
      try await bucket.put(bytes, to: "key")
      #expect(try await bucket.get("key").bytes() == bytes)
      #expect(resets.count == 4)
    }

    @Test(arguments: S3Server.allCases)
    func `a stalled server is left and asked again`(server: S3Server) async throws {
      let stalls = Counter()
      let proxy = try MisbehavingProxy(before: try server.running.endpoint) { head, _ in
        head.hasPrefix("GET /stalled/key") && stalls.next() == 0 ? .stall : .none
      }
      let running = try server.running.through(proxy)
      let bucket = try await Self.bucket(running, "stalled", patience: .seconds(2))
      try await bucket.put("x", to: "key")
      #expect(try await bucket.get("key").text() == "x")
      #expect(stalls.count >= 2)
    }

    @Test func `a lost answer to Complete is found out`() async throws {
      let bytes = Self.body(6 * Self.mebibyte)
      let losses = Counter()
      let server = try S3Server.moto.running
      let proxy = try MisbehavingProxy(before: server.endpoint) { head, _ in
        head.hasPrefix("POST") && head.contains("uploadId=") && losses.next() == 0
          ? .loseAnswer : .none
      }
      let bucket = try await Self.bucket(server.through(proxy), "lost-complete")
      let result = try await bucket.put(bytes, to: "key")
      #expect(result.size == bytes.count)
      #expect(losses.count >= 2)
      #expect(try await bucket.get("key").bytes() == bytes)
    }

    @Test func `a lost answer to a conditional write is found out`() async throws {
      let losses = Counter()
      let server = try S3Server.moto.running
      let proxy = try MisbehavingProxy(before: server.endpoint) { head, _ in
        head.hasPrefix("PUT /lost-put/key") && losses.next() == 0 ? .loseAnswer : .none
      }
      let bucket = try await Self.bucket(server.through(proxy), "lost-put")
      try await bucket.put("mine", to: "key", options: .init(condition: .ifAbsent))
      #expect(losses.count == 2)
      let thrown = await #expect(throws: S3Error.self) {
        try await bucket.put("yours", to: "key", options: .init(condition: .ifAbsent))
      }
      #expect(thrown?.code == .preconditionFailed)
    }

    @Test func `an upload that fails leaves nothing, unless it shall be resumed`() async throws {
      let bytes = Self.body(11 * Self.mebibyte)
      let isBroken = Counter()
      let server = try S3Server.moto.running
      let proxy = try MisbehavingProxy(before: server.endpoint) { head, _ in
        // Broken for one call: four attempts at part 3.
        head.contains("partNumber=3") && isBroken.next() < 4 ? .resetRequest(after: 10) : .none
      }
      let bucket = try await Self.bucket(server.through(proxy), "resumed")
      let options = {
        var options = S3Bucket.PutOptions()
        options.keepsPartsOnFailure = true
        return options
      }()
      let thrown = await #expect(throws: S3Error.self) {
        try await bucket.put(.bytes(bytes), to: "key", options: options)
      }
      let id = try #require(thrown?.uploadID)
      #expect(try await !bucket.exists("key"))
      try await bucket.resumeUpload(id, of: .bytes(bytes), to: "key")
      #expect(try await bucket.get("key").bytes() == bytes)
      for try await upload in bucket.uploads() { Issue.record("\(upload.id) was left") }
    }

    @Test(arguments: S3Server.allCases)
    func `cancelling an upload leaves nothing`(server: S3Server) async throws {
      let running = try server.running
      let (reached, reach) = AsyncStream<Void>.makeStream()
      let proxy = try MisbehavingProxy(before: running.endpoint) { head, _ in
        guard head.contains("partNumber=2") else { return .none }
        reach.yield()
        return .stall
      }
      let bucket = try await Self.bucket(running.through(proxy), "cancelled")
      let task = Task { try await bucket.put(Self.body(11 * Self.mebibyte), to: "key") }
      for await _ in reached { break }
      task.cancel()
      let thrown = await #expect(throws: S3Error.self) { try await task.value }
      #expect(thrown?.code == .cancelled)
      #expect(try await !bucket.exists("key"))
      if server == .moto {
        for try await upload in bucket.uploads() { Issue.record("\(upload.id) was left") }
      }
    }
  }
}
