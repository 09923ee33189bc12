import Digests
import HTTPWire
import S3Client
import Testing

@Suite struct DeletingTests {
  @Test func `tells what became of a version`() async throws {
    let headers: HTTPHeaders = ["x-amz-version-id": "v9", "x-amz-delete-marker": "true"]
    let s3 = TestS3([answer(204, headers)])
    let result = try await s3.bucket.delete("key", versionID: "v 1")
    #expect(result.versionID == "v9")
    #expect(result.isDeleteMarker)
    #expect(s3.transport.lines == ["DELETE /bucket/key?versionId=v%201"])
  }

  @Test func `names a thousand at a time, escaped and checked`() async throws {
    let s3 = TestS3(ScriptedTransport(answering: answer(200, [:], "<DeleteResult/>")))
    let keys = (0..<2_001).map { ObjectKey("a&<\($0)>\"") }
    let report = try await s3.bucket.delete(keys)
    #expect(report.deleted == 2_001)
    #expect(s3.transport.lines == Array(repeating: "POST /bucket?delete=", count: 3))
    let documents = s3.transport.bodies.map { String(decoding: $0, as: UTF8.self) }
    #expect(documents.map { $0.matches(of: /<Object>/).count }.sorted() == [1, 1_000, 1_000])
    #expect(documents.contains { $0.contains("<Key>a&amp;&lt;2000&gt;&quot;</Key>") })
    for (request, body) in zip(s3.transport.requests, s3.transport.bodies) {
      #expect(request.headers["Content-MD5"] == MD5.hash(body).base64)
      let checksum = Checksum.base64(.crc64nvme, of: body)
      #expect(request.headers["x-amz-checksum-crc64nvme"] == checksum)
    }
  }

  @Test func `a key that XML has no room for is named in a URL`() async throws {
    let s3 = TestS3([answer(204), answer(200, [:], "<DeleteResult/>")])
    let report = try await s3.bucket.delete(["a\u{1}b", "plain"])
    #expect(report.deleted == 2)
    #expect(s3.transport.lines == ["DELETE /bucket/a%01b", "POST /bucket?delete="])
  }

  @Test func `asks again for those S3 had no time for, and reports those it refused`() async throws
  {
    let first = """
      <DeleteResult><Error><Key>b</Key><Code>InternalError</Code><Message>m</Message></Error>\
      <Error><Key>c</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>
      """
    let s3 = TestS3([answer(200, [:], first), answer(200, [:], "<DeleteResult/>")])
    let report = try await s3.bucket.delete(["a", "b", "c"])
    #expect(report.deleted == 2)
    #expect(report.failures.map(\.key) == ["c"])
    #expect(report.failures.map(\.code) == [.accessDenied])
    #expect(report.failures[0].bucket == "bucket")
    let again = String(decoding: s3.transport.bodies[1], as: UTF8.self)
    #expect(again.contains("<Key>b</Key>") && !again.contains("<Key>a</Key>"))
  }

  @Test func `those S3 never finds time for are reported`() async throws {
    let busy = "<DeleteResult><Error><Key>a</Key><Code>SlowDown</Code></Error></DeleteResult>"
    let s3 = TestS3(ScriptedTransport(answering: answer(200, [:], busy)))
    let report = try await s3.bucket.delete(["a"])
    #expect(report.deleted == 0)
    #expect(report.failures.map(\.code) == [.slowDown])
    #expect(s3.transport.requests.count == 4)
  }

  @Test func `empties a bucket from its listing`() async throws {
    let listing = "<R><Contents><Key>a</Key></Contents><Contents><Key>b</Key></Contents></R>"
    let s3 = TestS3([answer(200, [:], listing), answer(200, [:], "<DeleteResult/>")])
    let report = try await s3.bucket.delete(each: s3.bucket.objects().map(\.key))
    #expect(report.deleted == 2)
  }

  @Test func `deletes versions for good`() async throws {
    let listing = "<R><Version><Key>a</Key><VersionId>v1</VersionId></Version></R>"
    let s3 = TestS3([answer(200, [:], listing), answer(200, [:], "<DeleteResult/>")])
    var versions: [ObjectVersion] = []
    for try await version in s3.bucket.versions() { versions.append(version) }
    _ = try await s3.bucket.delete(versions: versions)
    let document = String(decoding: s3.transport.bodies[1], as: UTF8.self)
    #expect(document.contains("<Key>a</Key><VersionId>v1</VersionId>"))
  }

  @Test func `nothing to delete asks nothing`() async throws {
    #expect(try await TestS3([]).bucket.delete([ObjectKey]()).deleted == 0)
  }
}
