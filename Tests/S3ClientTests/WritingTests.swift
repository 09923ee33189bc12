import AWSSigV4
import Digests
import Foundation
import HTTPWire
import S3Client
import Testing

@Suite struct WritingTests {
  @Test func `sends the bytes with their digest and checksum`() async throws {
    let s3 = TestS3([answer(200, ["ETag": "\"e\"", "x-amz-version-id": "v"])])
    let result = try await s3.bucket.put("123456789", to: "key")
    #expect(result.etag == ETag(rawValue: "e"))
    #expect(result.versionID == "v")
    #expect(result.size == 9)
    #expect(result.checksum == ObjectChecksum(.crc64nvme, "rosUhgp5mIg="))
    let request = try #require(s3.transport.requests.first)
    #expect(request.method == .put)
    #expect(request.headers["x-amz-checksum-crc64nvme"] == "rosUhgp5mIg=")
    #expect(
      request.headers["x-amz-content-sha256"]
        == "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    )
  }

  @Test func `sends what is kept with the object`() async throws {
    let s3 = TestS3([answer(200)])
    var settings = ObjectSettings()
    settings.contentType = "application/json"
    settings.cacheControl = "max-age=60"
    settings.contentDisposition = "attachment"
    settings.contentEncoding = "gzip"
    settings.contentLanguage = "de"
    settings.expires = Date(timeIntervalSince1970: 784_111_777)
    settings.metadata = ["Author": "Jörg", "b": "2"]
    settings.tags = ["a b": "c&d", "e": ""]
    settings.storageClass = .standardInfrequentAccess
    settings.encryption = .kms(keyID: "alias/key", bucketKey: true)
    settings.websiteRedirect = "/other"
    try await s3.bucket.put("x", to: "key", options: .init(settings: settings))
    let headers = try #require(s3.transport.requests.first?.headers)
    let expected = [
      "Content-Type": "application/json", "Cache-Control": "max-age=60",
      "Content-Disposition": "attachment", "Content-Encoding": "gzip", "Content-Language": "de",
      "Expires": "Sun, 06 Nov 1994 08:49:37 GMT", "x-amz-meta-author": "Jörg",
      "x-amz-meta-b": "2", "x-amz-tagging": "a%20b=c%26d&e=",
      "x-amz-storage-class": "STANDARD_IA", "x-amz-server-side-encryption": "aws:kms",
      "x-amz-server-side-encryption-aws-kms-key-id": "alias/key",
      "x-amz-server-side-encryption-bucket-key-enabled": "true",
      "x-amz-website-redirect-location": "/other",
    ]
    for (name, value) in expected { #expect(headers[name] == value, "\(name)") }
  }

  @Test func `a customer's key goes out and is shown nowhere`() async throws {
    let key = try ServerSideEncryption.CustomerKey(Array(repeating: 0x61, count: 32))
    var settings = ObjectSettings()
    settings.encryption = .customer(key)
    let s3 = TestS3([answer(200), answer(200)])
    try await s3.bucket.put("x", to: "key", options: .init(settings: settings))
    var options = S3Bucket.GetOptions()
    options.customerKey = key
    _ = try await s3.bucket.head("key", options: options)
    for request in s3.transport.requests {
      let prefix = "x-amz-server-side-encryption-customer-"
      #expect(request.headers[prefix + "algorithm"] == "AES256")
      #expect(request.headers[prefix + "key"] == "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=")
      #expect(request.headers[prefix + "key-MD5"] == "Xsqb0+sHwAbNQ65I395/0w==")
    }
    var dumped = ""
    dump(settings, to: &dumped)
    #expect(!dumped.contains("97") && !"\(key)\(settings)".contains("97"))
    #expect(throws: S3Error.self) { try ServerSideEncryption.CustomerKey([1, 2, 3]) }
  }

  @Test(arguments: ["two\r\nX-Forged: yes", "nul\u{0}", "tab is fine\u{1b}"])
  func `a value that could forge a header is refused`(value: String) async throws {
    let s3 = TestS3([])
    var settings = ObjectSettings()
    settings.metadata = ["note": value]
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.put("x", to: "key", options: .init(settings: settings))
    }
    #expect(thrown?.code == .invalidArgument)
    #expect(thrown?.message.contains("x-amz-meta-note") == true)
  }

  @Test(arguments: [
    (WriteCondition.ifAbsent, "If-None-Match", "*"), (.ifPresent, "If-Match", "*"),
    (.ifMatches(ETag(rawValue: "a")), "If-Match", "\"a\""),
    (.ifNoneMatches(ETag(rawValue: "a")), "If-None-Match", "\"a\""),
  ])
  func `sends conditions`(condition: WriteCondition, name: String, value: String) async throws {
    let s3 = TestS3([error(412, "PreconditionFailed"), answer(204)])
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.put("x", to: "key", options: .init(condition: condition))
    }
    #expect(thrown?.code == .preconditionFailed)
    try await s3.bucket.delete("key", condition: condition)
    #expect(s3.transport.requests.allSatisfy { $0.headers[name] == value })
  }

  @Test func `a condition that fails on our own lost write is a success`() async throws {
    let s3 = TestS3([
      lost(), error(412, "PreconditionFailed"),
      answer(200, ["Content-Length": "5", "ETag": "\"5d41402abc4b2a76b9719d911017c592\""]),
    ])
    let result = try await s3.bucket.put("hello", to: "key", options: .init(condition: .ifAbsent))
    #expect(result.etag?.rawValue == "5d41402abc4b2a76b9719d911017c592")
    #expect(s3.transport.lines.last == "HEAD /bucket/key")
  }

  @Test func `a condition that fails on another's write is a failure that says so`() async throws {
    let s3 = TestS3([
      lost(), error(412, "PreconditionFailed"),
      answer(200, ["Content-Length": "5", "ETag": "\"00000000000000000000000000000000\""]),
    ])
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.put("hello", to: "key", options: .init(condition: .ifAbsent))
    }
    #expect(thrown?.code == .preconditionFailed)
    #expect(thrown?.mayHaveSucceeded == true)
  }

  @Test func `a write whose answer is lost for good may have succeeded`() async throws {
    let s3 = TestS3([lost()]) { $0.retry = .never }
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.mayHaveSucceeded == true)
    #expect(thrown?.description.contains("it may have been done all the same") == true)
  }

  @Test(arguments: [
    ("http", S3Configuration.PayloadSigning.automatic, 9 << 20, true),
    ("https", .automatic, 1_000, true), ("https", .automatic, 1 << 20, false),
    ("https", .always, 1 << 20, true), ("http", .never, 10, false),
  ])
  func `covers a body with the signature where the policy says so`(
    scheme: String,
    policy: S3Configuration.PayloadSigning,
    size: Int,
    isSigned: Bool
  ) async throws {
    let endpoint = try HTTPEndpoint("\(scheme)://127.0.0.1:9000")
    let s3 = TestS3([answer(200)]) { configuration in
      configuration.endpoint = endpoint
      configuration.payloadSigning = policy
      configuration.transfer.multipartThreshold = .max
    }
    let body = [UInt8](repeating: 1, count: size)
    try await s3.bucket.put(body, to: "key")
    let sent = s3.transport.requests.first?.headers["x-amz-content-sha256"]
    #expect(sent == (isSigned ? SHA256.hash(body).hex : "UNSIGNED-PAYLOAD"))
  }

  @Test func `no checksum is sent where the policy says so, but where S3 insists`() async throws {
    let s3 = TestS3([answer(200), answer(200)]) { $0.checksums.request = .whenRequired }
    try await s3.bucket.put("x", to: "key")
    try await s3.bucket.setTags(["a": "b"], of: "key")
    let (put, tagging) = (s3.transport.requests[0].headers, s3.transport.requests[1].headers)
    #expect(put["x-amz-checksum-crc64nvme"] == nil)
    #expect(tagging["x-amz-checksum-crc64nvme"] != nil)
    #expect(tagging["Content-MD5"] == MD5.hash(s3.transport.bodies[1]).base64)
  }

  @Test(arguments: ChecksumAlgorithm.allCases)
  func `any checksum S3 knows can be sent`(algorithm: ChecksumAlgorithm) async throws {
    let s3 = TestS3([answer(200)]) { $0.checksums.algorithm = algorithm }
    try await s3.bucket.put("123456789", to: "key")
    let name = "x-amz-checksum-\(algorithm.rawValue.lowercased())"
    let expected = Checksum.base64(algorithm, of: Array("123456789".utf8))
    #expect(s3.transport.requests.first?.headers[name] == expected)
  }

  @Test(arguments: [
    ("http", true, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
    ("https", true, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
    ("http", false, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"), ("https", false, "UNSIGNED-PAYLOAD"),
  ])
  func `a stream in one request carries its checksum behind it`(
    scheme: String,
    trailers: Bool,
    payload: String
  ) async throws {
    let endpoint = try HTTPEndpoint("\(scheme)://127.0.0.1:9000")
    let s3 = TestS3([answer(200)]) { configuration in
      configuration.endpoint = endpoint
      configuration.checksums.usesTrailers = trailers
      configuration.transfer.multipartThreshold = .max
    }
    let bytes = [UInt8](repeating: 7, count: 9 << 20)
    let body = HTTPBody.stream(HTTPBody.bytes(bytes).chunks, length: bytes.count)
    try await s3.bucket.put(body, to: "key")
    let request = try #require(s3.transport.requests.first)
    #expect(request.headers["x-amz-content-sha256"] == payload)
    #expect(request.headers["x-amz-trailer"] == (trailers ? "x-amz-checksum-crc64nvme" : nil))
    let sent = try #require(s3.transport.bodies.first)
    #expect(request.body.length == sent.count)
    if trailers {
      #expect(request.headers["x-amz-decoded-content-length"] == String(bytes.count))
      let trailer = "x-amz-checksum-crc64nvme:\(Checksum.base64(.crc64nvme, of: bytes))"
      #expect(String(decoding: sent.suffix(200), as: UTF8.self).contains(trailer))
    }
  }

  @Test func `a short stream is read first, so that it can be sent again`() async throws {
    let s3 = TestS3([error(503, "SlowDown"), answer(200)])
    let stream = HTTPBody.bytes(Array("hello".utf8)).chunks
    try await s3.bucket.put(.stream(stream, length: 5), to: "key")
    #expect(s3.transport.bodies.map { String(decoding: $0, as: UTF8.self) } == ["hello", "hello"])
  }

  @Test(arguments: [4, 6])
  func `a stream that is not as long as it says is refused`(length: Int) async throws {
    let s3 = TestS3([])
    let stream = HTTPBody.bytes(Array("hello".utf8)).chunks
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.put(.stream(stream, length: length), to: "key")
    }
    #expect(thrown?.code == .invalidArgument)
    #expect(thrown?.key == "key")
  }

  @Test func `a file is sent as it is`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "put-\(UUID()).txt").path
    try Data("from a file".utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let s3 = TestS3([answer(200)])
    try await s3.bucket.put(file: path, to: "key")
    #expect(s3.transport.bodies == [Array("from a file".utf8)])
  }

  @Test func `a file that is not there is named`() async throws {
    let s3 = TestS3([])
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.put(file: "/nowhere/at all", to: "key")
    }
    #expect(thrown?.code == .fileFailed)
    #expect(thrown?.message == "/nowhere/at all: No such file or directory")
  }

  @Test func `progress is told`() async throws {
    let reports = Reports()
    let s3 = TestS3([answer(200)])
    var options = S3Bucket.PutOptions()
    options.progress = { reports.add($0) }
    try await s3.bucket.put("hello", to: "key", options: options)
    #expect(reports.all.map(\.bytes) == [5])
    #expect(reports.all.last?.total == 5)
  }
}
