import HTTPWire
import S3Client
import Testing

@Suite struct CopyingTests {
  private static let source = ObjectReference(bucket: "other", key: "a+b/ü")

  @Test func `copies with what is kept with the source`() async throws {
    let s3 = TestS3([answer(200, [:], "<R><ETag>e</ETag></R>")])
    try await s3.bucket.copy(Self.source, to: "key")
    let request = try #require(s3.transport.requests.first)
    #expect(request.headers["x-amz-copy-source"] == "/other/a%2Bb/%C3%BC")
    #expect(request.headers["x-amz-metadata-directive"] == nil)
  }

  @Test func `or with something else`() async throws {
    let s3 = TestS3([answer(200, [:], "<R><ETag>e</ETag></R>")])
    var settings = ObjectSettings()
    settings.contentType = "text/csv"
    var options = S3Bucket.CopyOptions(settings: settings)
    options.sourceConditions.ifMatches = ETag(rawValue: "src")
    options.condition = .ifAbsent
    try await s3.bucket.copy(Self.source, to: "key", options: options)
    let headers = try #require(s3.transport.requests.first?.headers)
    #expect(headers["x-amz-metadata-directive"] == "REPLACE")
    #expect(headers["x-amz-tagging-directive"] == "REPLACE")
    #expect(headers["Content-Type"] == "text/csv")
    #expect(headers["x-amz-copy-source-if-match"] == "\"src\"")
    #expect(headers["If-None-Match"] == "*")
  }

  @Test func `what is too large for one copy is copied in parts`() async throws {
    let size = 6 << 30
    let transport = ScriptedTransport { request throws(HTTPTransportError) in
      switch (request.method, request.query) {
      case (.put, nil): return try await error(400, "InvalidRequest")(request)
      case (.head, _):
        let headers: HTTPHeaders = [
          "Content-Length": "\(size)", "ETag": "\"src\"", "x-amz-meta-a": "b",
        ]
        return response(200, headers)
      case (.post, "uploads="?): return response(200, [:], MultipartTests.created)
      case (.put, _): return response(200, [:], "<R><ETag>p</ETag></R>")
      default: return response(200, [:], MultipartTests.completed)
      }
    }
    let result = try await TestS3(transport).bucket.copy(Self.source, to: "key")
    #expect(result.size == size)
    let ranges = transport.requests.compactMap { $0.headers["x-amz-copy-source-range"] }
    #expect(ranges.count == 12)
    #expect(ranges.contains("bytes=0-536870911"))
    #expect(ranges.contains("bytes=5905580032-6442450943"))
    let begin = transport.requests.first { $0.query == "uploads=" }
    #expect(begin?.headers["x-amz-meta-a"] == "b")
    let parts = transport.requests.filter { $0.headers.contains("x-amz-copy-source-range") }
    #expect(parts.allSatisfy { $0.headers["x-amz-copy-source-if-match"] == "\"src\"" })
  }

  @Test func `an invalid request for a small object stays one`() async throws {
    let s3 = TestS3([error(400, "InvalidRequest", "itself"), answer(200, ["Content-Length": "5"])])
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.copy(Self.source, to: "key")
    }
    #expect(thrown?.message == "itself")
  }
}
