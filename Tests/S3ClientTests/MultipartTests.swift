import Digests
import Foundation
import HTTPWire
import S3Client
import Synchronization
import Testing

@Suite struct MultipartTests {
  static let mebibyte = 1 << 20
  static let created =
    "<InitiateMultipartUploadResult><UploadId>up&amp;1</UploadId></InitiateMultipartUploadResult>"
  static let completed =
    "<CompleteMultipartUploadResult><ETag>&quot;whole-3&quot;</ETag></CompleteMultipartUploadResult>"

  /// A service that takes any upload; `special` may answer a request otherwise.
  private static func service(
    _ special: @escaping @Sendable (HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse? =
      {
        _ in nil
      }
  ) -> ScriptedTransport {
    ScriptedTransport { request throws(HTTPTransportError) in
      if let answer = try await special(request) { return answer }
      switch (request.method, request.query ?? "") {
      case (.post, "uploads="): return response(200, [:], created)
      case (.post, _): return response(200, [:], completed)
      case (.put, let query) where query.hasPrefix("partNumber="):
        return response(200, ["ETag": "\"part\""])
      case (.delete, _): return response(204)
      case (.get, _): return await failure(404, "NoSuchUpload")(request)
      default: return response(200)
      }
    }
  }

  private static func failure(_ status: Int, _ code: String) -> (HTTPRequest) async -> HTTPResponse
  {
    { _ in response(status, [:], "<Error><Code>\(code)</Code></Error>") }
  }

  /// Bytes of which no two mebibytes are the same.
  private static func body(_ size: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0x2E, count: size)
    for index in stride(from: 0, to: size, by: mebibyte) { bytes[index] = UInt8(index / mebibyte) }
    return bytes
  }

  private static func configure(_ configuration: inout S3Configuration) {
    configuration.transfer.partSize = 5 * mebibyte
    configuration.transfer.multipartThreshold = 5 * mebibyte
    configuration.transfer.concurrency = 2
  }

  enum Source: CaseIterable {
    case bytes, file, streamOfKnownLength, streamOfUnknownLength
  }

  @Test(arguments: Source.allCases)
  func `a large body goes in parts, whatever it comes from`(source: Source) async throws {
    let bytes = Self.body(11 * Self.mebibyte)
    let path = FileManager.default.temporaryDirectory.appending(path: "mpu-\(UUID()).bin").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let chunks = HTTPBody.bytes(bytes).chunks
    let body: HTTPBody
    switch source {
    case .bytes: body = .bytes(bytes)
    case .file:
      try Data(bytes).write(to: URL(filePath: path))
      body = .file(HTTPFileRegion(path: path, length: bytes.count))
    case .streamOfKnownLength: body = .stream(chunks, length: bytes.count)
    case .streamOfUnknownLength: body = .stream(chunks)
    }
    let reports = Reports()
    let s3 = TestS3(Self.service(), Self.configure)
    var options = S3Bucket.PutOptions()
    options.progress = { reports.add($0) }
    let result = try await s3.bucket.put(body, to: "key", options: options)
    #expect(result.etag?.rawValue == "whole-3")
    #expect(result.size == bytes.count)
    #expect(result.checksum == ObjectChecksum(.crc64nvme, Checksum.base64(.crc64nvme, of: bytes)))
    let sent = zip(s3.transport.requests, s3.transport.bodies)
      .filter { $0.0.method == .put }.sorted { $0.0.target < $1.0.target }
    #expect(sent.map(\.0.target) == (1...3).map { "/bucket/key?partNumber=\($0)&uploadId=up%261" })
    #expect(sent.map(\.1).flatMap { $0 } == bytes)
    #expect(reports.all.map(\.bytes).sorted() == reports.all.map(\.bytes))
    #expect(reports.all.last?.bytes == bytes.count)
  }

  @Test func `tells S3 the checksum of each part and of the whole`() async throws {
    let bytes = Self.body(6 * Self.mebibyte)
    let s3 = TestS3(Self.service(), Self.configure)
    try await s3.bucket.put(bytes, to: "key")
    let begin = try #require(s3.transport.requests.first)
    #expect(begin.headers["x-amz-checksum-algorithm"] == "CRC64NVME")
    #expect(begin.headers["x-amz-checksum-type"] == "FULL_OBJECT")
    let end = try #require(s3.transport.requests.last)
    #expect(end.headers["x-amz-checksum-crc64nvme"] == Checksum.base64(.crc64nvme, of: bytes))
    #expect(end.headers["x-amz-checksum-type"] == "FULL_OBJECT")
    let document = String(decoding: try #require(s3.transport.bodies.last), as: UTF8.self)
    let first = Checksum.base64(.crc64nvme, of: Array(bytes.prefix(5 * Self.mebibyte)))
    let part =
      "<Part><PartNumber>1</PartNumber><ETag>&quot;part&quot;</ETag>"
      + "<ChecksumCRC64NVME>\(first)</ChecksumCRC64NVME></Part>"
    #expect(document.contains(part))
  }

  @Test func `a digest that does not combine is told as a composite`() async throws {
    let bytes = Self.body(6 * Self.mebibyte)
    let s3 = TestS3(Self.service()) {
      Self.configure(&$0)
      $0.checksums.algorithm = .sha256
    }
    let result = try await s3.bucket.put(bytes, to: "key")
    #expect(s3.transport.requests.first?.headers["x-amz-checksum-type"] == "COMPOSITE")
    let parts = [bytes.prefix(5 * Self.mebibyte), bytes.dropFirst(5 * Self.mebibyte)]
    let digests = parts.flatMap { SHA256.hash(Array($0)).bytes }
    #expect(result.checksum?.value == SHA256.hash(digests).base64 + "-2")
    #expect(result.checksum?.isComposite == true)
  }

  @Test func `a stream that turns out short goes in one request`() async throws {
    let s3 = TestS3(Self.service(), Self.configure)
    let bytes = Self.body(5 * Self.mebibyte)
    try await s3.bucket.put(.stream(HTTPBody.bytes(bytes).chunks), to: "key")
    #expect(s3.transport.lines == ["PUT /bucket/key"])
    #expect(s3.transport.bodies == [bytes])
  }

  @Test func `an empty stream is an empty object`() async throws {
    let s3 = TestS3(Self.service(), Self.configure)
    try await s3.bucket.put(.stream(HTTPBody.empty.chunks), to: "key")
    #expect(s3.transport.lines == ["PUT /bucket/key"])
    #expect(s3.transport.bodies == [[]])
  }

  @Test func `a part that fails is sent again, alone`() async throws {
    let failures = Mutex(1)
    let transport = Self.service { request in
      guard request.target.contains("partNumber=2") else { return nil }
      let fails = failures.withLock { failures in
        defer { failures -= 1 }
        return failures > 0
      }
      return fails ? await Self.failure(503, "SlowDown")(request) : nil
    }
    let s3 = TestS3(transport, Self.configure)
    try await s3.bucket.put(Self.body(11 * Self.mebibyte), to: "key")
    let parts = transport.requests.compactMap { request in
      request.target.firstMatch(of: /partNumber=(\d)/).map { String($0.1) }
    }
    #expect(parts.sorted() == ["1", "2", "2", "3"])
  }

  @Test func `an upload that cannot be finished is thrown away`() async throws {
    let transport = Self.service { request in
      request.target.contains("partNumber=2")
        ? await Self.failure(403, "AccessDenied")(request) : nil
    }
    let s3 = TestS3(transport, Self.configure)
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.put(Self.body(11 * Self.mebibyte), to: "key")
    }
    #expect(thrown?.code == .accessDenied)
    #expect(thrown?.operation == "PutObject")
    #expect(transport.lines.contains("DELETE /bucket/key?uploadId=up%261"))
    #expect(!transport.lines.contains { $0.hasPrefix("POST") && $0.contains("uploadId") })
  }

  @Test func `parts that land behind the abort are thrown away too`() async throws {
    let transport = Self.service { request in
      if request.target.contains("partNumber=2") {
        return await Self.failure(403, "AccessDenied")(request)
      }
      guard request.method == .get else { return nil }
      let part = "<Part><PartNumber>1</PartNumber><ETag>a</ETag><Size>1</Size></Part>"
      return response(200, [:], "<ListPartsResult>\(part)</ListPartsResult>")
    }
    let s3 = TestS3(transport, Self.configure)
    await #expect(throws: S3Error.self) {
      try await s3.bucket.put(Self.body(11 * Self.mebibyte), to: "key")
    }
    #expect(transport.requests.filter { $0.method == .delete }.count == 2)
  }

  @Test func `a body that breaks throws its upload away`() async throws {
    struct Broken: Error {}
    let transport = Self.service()
    let s3 = TestS3(transport, Self.configure)
    let stream = HTTPByteStream {
      var chunks = 8
      return {
        chunks -= 1
        if chunks == 0 { throw Broken() }
        return [UInt8](repeating: 1, count: Self.mebibyte)
      }
    }
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.put(.stream(stream), to: "key")
    }
    #expect(thrown?.code == .bodyFailed)
    #expect(thrown?.underlying is Broken)
    #expect(transport.lines.contains("DELETE /bucket/key?uploadId=up%261"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `cancelling throws the upload away, in spite of the cancelling`() async throws {
    let (hanging, hang) = AsyncStream<Void>.makeStream()
    let transport = Self.service { request throws(HTTPTransportError) in
      guard request.target.contains("partNumber=1") else { return nil }
      hang.yield()
      do { try await Task.sleep(for: .seconds(3600)) } catch {}
      throw HTTPTransportError(.cancelled, request: request, detail: "", mayHaveArrived: false)
    }
    let s3 = TestS3(transport, Self.configure)
    let task = Task { try await s3.bucket.put(Self.body(11 * Self.mebibyte), to: "key") }
    for await _ in hanging { break }
    task.cancel()
    let thrown = await #expect(throws: S3Error.self) { try await task.value }
    #expect(thrown?.code == .cancelled)
    #expect(transport.lines.contains("DELETE /bucket/key?uploadId=up%261"))
  }

  @Test func `an upload may be kept when it fails, and taken up again`() async throws {
    let bytes = Self.body(11 * Self.mebibyte)
    let parts = stride(from: 0, to: bytes.count, by: 5 * Self.mebibyte).map {
      Array(bytes[$0..<min($0 + 5 * Self.mebibyte, bytes.count)])
    }
    let isBroken = Mutex(true)
    let transport = Self.service { request in
      if request.target.contains("partNumber=2"), isBroken.withLock({ $0 }) {
        return await Self.failure(403, "AccessDenied")(request)
      }
      guard request.method == .get else { return nil }
      // S3 holds part 1 as it is, and a part 3 of something else.
      let held =
        "<Part><PartNumber>1</PartNumber><ETag>\(MD5.hash(parts[0]).hex)</ETag>"
        + "<Size>\(parts[0].count)</Size></Part>"
        + "<Part><PartNumber>3</PartNumber><ETag>00000000000000000000000000000000</ETag>"
        + "<Size>\(parts[2].count)</Size></Part>"
      return response(200, [:], "<ListPartsResult>\(held)</ListPartsResult>")
    }
    let s3 = TestS3(transport, Self.configure)
    var options = S3Bucket.PutOptions()
    options.keepsPartsOnFailure = true
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.put(bytes, to: "key", options: options)
    }
    let id = try #require(thrown?.uploadID)
    #expect(!transport.lines.contains { $0.hasPrefix("DELETE") })
    isBroken.withLock { $0 = false }
    let before = transport.requests.count
    let result = try await s3.bucket.resumeUpload(id, of: .bytes(bytes), to: "key")
    let sent = transport.lines.dropFirst(before)
    #expect(!sent.contains { $0.contains("partNumber=1&") })
    #expect(sent.contains { $0.contains("partNumber=2&") })
    #expect(sent.contains { $0.contains("partNumber=3&") })
    #expect(result.checksum?.value == Checksum.base64(.crc64nvme, of: bytes))
  }
}
