import Digests
import Foundation
import HTTPWire
import S3Client
import Testing

@Suite struct ReadingTests {
  private static let text = "The quick brown fox jumps over the lazy dog"
  private static let whole: HTTPHeaders = ["Content-Length": "43", "ETag": "\"fox\""]

  /// A body that breaks off after some bytes, as a lost connection does.
  private static func broken(after count: Int, of text: String, cutAt size: Int = 5) -> HTTPBody {
    let bytes = Array(text.utf8.prefix(count))
    return .stream(
      HTTPByteStream {
        var rest = bytes[...]
        return {
          if rest.isEmpty {
            throw HTTPTransportError(
              .connectionLost,
              request: HTTPRequest(.get, origin: HTTPOrigin(scheme: .http, host: "h"), target: "/"),
              detail: "reset",
              mayHaveArrived: true
            )
          }
          defer { rest = rest.dropFirst(size) }
          return Array(rest.prefix(size))
        }
      }
    )
  }

  @Test func `gives what came, and what S3 tells of it`() async throws {
    let headers: HTTPHeaders = [
      "Content-Length": "2", "ETag": "\"abc\"", "Last-Modified": "Sun, 06 Nov 1994 08:49:37 GMT",
      "Content-Type": "text/plain", "x-amz-meta-Author": "J\u{f6}rg",
      "x-amz-meta-title": "=?UTF-8?Q?caf=C3=A9?= =?utf-8?B?8J+TjA==?=", "x-amz-version-id": "v1",
      "x-amz-storage-class": "GLACIER_IR", "x-amz-tagging-count": "3",
      "x-amz-checksum-crc32": "1XfYww==", "x-amz-checksum-type": "COMPOSITE",
    ]
    let s3 = TestS3([answer(200, headers, "ok")])
    let object = try await s3.bucket.get("key")
    #expect(try await object.text() == "ok")
    #expect(object.info.size == 2)
    #expect(object.info.etag == ETag(rawValue: "abc"))
    #expect(object.info.lastModified == Date(timeIntervalSince1970: 784_111_777))
    #expect(object.info.contentType == "text/plain")
    #expect(object.info.metadata == ["author": "Jörg", "title": "café📌"])
    #expect(object.info.versionID == "v1")
    #expect(object.info.storageClass == .glacierInstantRetrieval)
    #expect(object.info.tagCount == 3)
    #expect(object.info.checksum?.isComposite == true)
  }

  @Test func `asks for what the options say`() async throws {
    let s3 = TestS3([
      answer(206, ["Content-Range": "bytes 5-9/43", "Content-Length": "5"], "12345")
    ])
    var options = S3Bucket.GetOptions(range: .bytes(5..<10), versionID: "v 1")
    options.conditions.ifMatches = ETag(rawValue: "abc")
    options.conditions.ifModifiedSince = Date(timeIntervalSince1970: 784_111_777)
    let object = try await s3.bucket.get("key", options: options)
    #expect(object.info.size == 43)
    let request = try #require(s3.transport.requests.first)
    #expect(request.target == "/bucket/key?versionId=v%201")
    #expect(request.headers["Range"] == "bytes=5-9")
    #expect(request.headers["If-Match"] == "\"abc\"")
    #expect(request.headers["If-Modified-Since"] == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(request.headers["x-amz-checksum-mode"] == "ENABLED")
  }

  @Test(arguments: [
    (ByteRange.from(7), "bytes=7-"), (.last(3), "bytes=-3"), (.bytes(0..<1), "bytes=0-0"),
    (.bytes(5_368_709_120..<5_368_709_130), "bytes=5368709120-5368709129"),
  ])
  func `spells ranges as HTTP does`(range: ByteRange, field: String) async throws {
    let s3 = TestS3([error(416, "InvalidRange")])
    _ = try? await s3.bucket.get("key", options: .init(range: range))
    #expect(s3.transport.requests.first?.headers["Range"] == field)
  }

  @Test(arguments: [ByteRange.bytes(3..<3), .bytes(-1..<3), .from(-1), .last(0), .last(-2)])
  func `a range that can hold nothing is refused`(range: ByteRange) async throws {
    let s3 = TestS3([])
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.get("key", options: .init(range: range))
    }
    #expect(thrown?.code == .invalidArgument)
  }

  @Test(arguments: [
    (304, S3Error.Code.notModified), (403, .accessDenied), (404, .noSuchKey),
    (405, .methodNotAllowed), (412, .preconditionFailed), (416, .invalidRange),
  ])
  func `a HEAD without words says it with its status`(
    status: Int,
    code: S3Error.Code
  ) async throws {
    let s3 = TestS3([answer(status, ["x-amz-request-id": "R1", "x-amz-id-2": "H1"])])
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.head("key") }
    #expect(thrown?.code == code)
    #expect(thrown?.status == status)
    #expect(thrown?.requestID == "R1")
    #expect(thrown?.hostID == "H1")
  }

  @Test(arguments: ChecksumAlgorithm.allCases)
  func `damage is found by the checksum`(algorithm: ChecksumAlgorithm) async throws {
    let good = Checksum.base64(algorithm, of: Array(Self.text.utf8))
    var headers = Self.whole
    headers["x-amz-checksum-\(algorithm.rawValue.lowercased())"] = good
    let s3 = TestS3([
      answer(200, headers, Self.text), answer(200, headers, "t" + Self.text.dropFirst()),
    ])
    #expect(try await s3.bucket.get("key").text() == Self.text)
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.get("key") }
    #expect(thrown?.code == .checksumMismatch)
  }

  @Test func `damage in a stream is found at its end`() async throws {
    var headers = Self.whole
    headers["x-amz-checksum-crc32c"] = "AAAAAA=="
    let body = HTTPBody.bytes(Array(Self.text.utf8))
    let s3 = TestS3([
      { [headers] _ in
        HTTPResponse(status: 200, headers: headers, body: .stream(body.chunks, length: 43))
      }
    ])
    let object = try await s3.bucket.get("key")
    let thrown = await #expect(throws: S3Error.self) { try await object.bytes() }
    #expect(thrown?.code == .checksumMismatch)
    #expect(thrown?.key == "key")
  }

  @Test func `a checksum of parts or of the whole does not judge a range`() async throws {
    let s3 = TestS3([
      answer(
        206,
        ["Content-Range": "bytes 0-1/43", "x-amz-checksum-crc32": "AAAAAA=="],
        "Th"
      ),
      answer(200, ["Content-Length": "2", "x-amz-checksum-crc32": "AAAAAA==-3"], "Th"),
    ])
    #expect(try await s3.bucket.get("key", options: .init(range: .bytes(0..<2))).text() == "Th")
    #expect(try await s3.bucket.get("key").text() == "Th")
  }

  @Test(arguments: [1, 5, 43])
  func `a broken connection is taken up where it broke`(size: Int) async throws {
    var headers = Self.whole
    headers["x-amz-checksum-crc64nvme"] = Checksum.base64(.crc64nvme, of: Array(Self.text.utf8))
    let s3 = TestS3([
      { [headers] _ in
        HTTPResponse(
          status: 200,
          headers: headers,
          body: Self.broken(after: 20, of: Self.text, cutAt: size)
        )
      },
      error(503, "SlowDown"),
      { _ in
        HTTPResponse(
          status: 206,
          headers: ["Content-Range": "bytes 20-42/43", "ETag": "\"fox\""],
          body: Self.broken(after: 11, of: String(Self.text.dropFirst(20)), cutAt: size)
        )
      },
      answer(206, ["Content-Range": "bytes 31-42/43"], String(Self.text.dropFirst(31))),
    ])
    let object = try await s3.bucket.get("key")
    #expect(try await object.text() == Self.text)
    let ranges = s3.transport.requests.map { $0.headers["Range"] }
    #expect(ranges == [nil, "bytes=20-42", "bytes=20-42", "bytes=31-42"])
    #expect(s3.transport.requests.dropFirst().allSatisfy { $0.headers["If-Match"] == "\"fox\"" })
  }

  @Test func `an answer that is too short is taken up too`() async throws {
    let s3 = TestS3([
      answer(200, Self.whole, String(Self.text.prefix(40))),
      answer(206, ["Content-Range": "bytes 40-42/43"], "dog"),
    ])
    #expect(try await s3.bucket.get("key").text() == Self.text)
  }

  @Test func `an object that changed meanwhile is not pieced together`() async throws {
    let s3 = TestS3([
      { _ in
        HTTPResponse(status: 200, headers: Self.whole, body: Self.broken(after: 20, of: Self.text))
      },
      error(412, "PreconditionFailed"),
    ])
    let object = try await s3.bucket.get("key")
    let thrown = await #expect(throws: S3Error.self) { try await object.text() }
    #expect(thrown?.code == .changedDuringRead)
  }

  @Test func `without a tag nothing is pieced together`() async throws {
    let s3 = TestS3([
      { _ in
        HTTPResponse(
          status: 200,
          headers: ["Content-Length": "43"],
          body: Self.broken(after: 20, of: Self.text)
        )
      }
    ])
    let object = try await s3.bucket.get("key")
    let thrown = await #expect(throws: S3Error.self) { try await object.text() }
    #expect(thrown?.code == .unreachable)
  }

  @Test func `a rest that begins elsewhere is refused`() async throws {
    let s3 = TestS3([
      { _ in
        HTTPResponse(status: 200, headers: Self.whole, body: Self.broken(after: 20, of: Self.text))
      },
      answer(200, Self.whole, Self.text),
    ])
    let object = try await s3.bucket.get("key")
    let thrown = await #expect(throws: S3Error.self) { try await object.text() }
    #expect(thrown?.code == .malformedAnswer)
  }

  @Test func `a connection that never gets further is given up`() async throws {
    let s3 = TestS3(
      ScriptedTransport { request in
        let isFirst = request.headers["Range"] == nil
        return HTTPResponse(
          status: isFirst ? 200 : 206,
          headers: isFirst
            ? Self.whole : ["Content-Range": "bytes 20-42/43", "ETag": "\"fox\""],
          body: isFirst ? Self.broken(after: 20, of: Self.text) : Self.broken(after: 0, of: "")
        )
      }
    )
    let object = try await s3.bucket.get("key")
    let thrown = await #expect(throws: S3Error.self) { try await object.text() }
    #expect(thrown?.code == .unreachable)
    #expect(s3.transport.requests.count == 4)
  }

  @Test func `the whole where a part was asked for is refused`() async throws {
    let s3 = TestS3([answer(200, Self.whole, Self.text)])
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.get("key", options: .init(range: .bytes(3..<5)))
    }
    #expect(thrown?.code == .malformedAnswer)
  }

  @Test func `more than the reader wants to hold is an error that names the bound`() async throws {
    let s3 = TestS3([answer(200, Self.whole, Self.text)])
    let object = try await s3.bucket.get("key")
    let thrown = await #expect(throws: S3Error.self) { try await object.bytes(upTo: 42) }
    #expect(thrown?.code == .tooLarge)
    #expect(thrown?.message.contains("42 bytes") == true)
  }

  @Test func `no checksum is asked for where the policy says so`() async throws {
    let s3 = TestS3([answer(200)]) { $0.checksums.response = .whenRequired }
    _ = try await s3.bucket.head("key")
    #expect(s3.transport.requests.first?.headers["x-amz-checksum-mode"] == nil)
  }
}
