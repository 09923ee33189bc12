import AWSSigV4
import Foundation
import HTTPWire
import Testing
import XMLWire

@testable import LocalCloud

struct S3ServiceTests {
  @Test func `errors tell their request and their bucket`() async throws {
    let store = try await StoreUnderTest()
    let answer = try await store(.get, "/nope/key")
    #expect(answer.status == 404 && answer.code == "NoSuchBucket")
    #expect(answer.document?["BucketName"] == "nope")
    #expect(answer.document?["RequestId"] == answer.headers["x-amz-request-id"])
    #expect(answer.document?["HostId"] == answer.headers["x-amz-id-2"])
    #expect(answer.headers["Content-Type"] == "application/xml")
    let head = try await store(.head, "/bucket/key")
    #expect(head.status == 404 && head.body.isEmpty)
  }

  @Test(arguments: [
    ("GET", "/bucket?policy", 404, "NoSuchBucketPolicy"),
    ("GET", "/bucket?analytics", 501, "NotImplemented"),
    ("PUT", "/bucket?lifecycle", 501, "NotImplemented"),
    ("GET", "/bucket/k?versionId=x", 400, "InvalidArgument"),
    ("GET", "/bucket/k?uploadId=x", 404, "NoSuchUpload"),
    ("PATCH", "/bucket/k", 405, "MethodNotAllowed"),
    ("PUT", "/UPPER_case", 400, "InvalidBucketName"),
    ("PUT", "/192.168.0.1", 400, "InvalidBucketName"),
    ("DELETE", "/none", 404, "NoSuchBucket"),
    ("GET", "/bucket/%FF", 400, "InvalidURI"),
    ("GET", "/bucket?list-type=2&encoding-type=x", 400, "InvalidArgument"),
    ("GET", "/bucket?max-keys=-1", 400, "InvalidArgument"),
    ("POST", "/bucket?delete", 400, "MalformedXML"),
    ("PUT", "/bucket?cors", 400, "MalformedXML"),
  ])
  func `refuses as S3 does`(method: String, target: String, status: Int, code: String) async throws
  {
    let store = try await StoreUnderTest()
    let answer = try await store(HTTPMethod(rawValue: method), target)
    #expect(answer.status == status && answer.code == code, "\(answer.text)")
  }

  @Test func `keys are bytes: dots and doubled slashes are part of them`() async throws {
    let store = try await StoreUnderTest()
    let targets = [
      "/bucket/a/../b", "/bucket//a", "/bucket/./a", "/bucket/b", "/bucket/a%2F..%2Fc",
    ]
    for target in targets {
      #expect(try await store(.put, target, body: target).status == 200)
    }
    for target in targets { #expect(try await store(.get, target).text == target) }
    let keys = try await store(.get, "/bucket").document?.all("Contents").map { $0["Key"] }
    #expect(keys == ["./a", "/a", "a/../b", "a/../c", "b"])
  }

  @Test(arguments: ["bucket.localhost", "bucket.127.0.0.1", "bucket.s3.us-east-1.amazonaws.com"])
  func `finds the bucket in the host`(host: String) async throws {
    let store = try await StoreUnderTest()
    #expect(try await store(.put, "/key", body: "1", host: host).status == 200)
    #expect(try await store(.get, "/bucket/key").text == "1")
  }

  @Test func `a stranger is refused until he is granted`() async throws {
    let store = try await StoreUnderTest()
    let other = StoreUnderTest.other
    #expect(try await store(.put, "/bucket/k", body: "1").status == 200)
    #expect(try await store(.get, "/bucket/k", as: other).code == "AccessDenied")
    #expect(try await store(.put, "/bucket/k", body: "2", as: other).code == "AccessDenied")
    #expect(try await store(.get, "/bucket/none", as: other).code == "AccessDenied")
    #expect(try await store(.get, "/bucket/k", as: nil).code == "AccessDenied")
    #expect(try await store(.put, "/bucket", as: other).code == "BucketAlreadyExists")
    let grant: HTTPHeaders = ["x-amz-grant-read": "id=o"]
    #expect(try await store(.put, "/bucket/k?acl", grant).status == 200)
    #expect(try await store(.get, "/bucket/k", as: other).text == "1")
    #expect(try await store(.get, "/bucket/k", as: nil).code == "AccessDenied")
    let both: HTTPHeaders = ["x-amz-grant-read": "id=o", "x-amz-acl": "private"]
    #expect(try await store(.put, "/bucket/k?acl", both).code == "InvalidRequest")
  }

  @Test func `a condition holds for who sends nothing else, too`() async throws {
    let store = try await StoreUnderTest()
    let put = try await store(.put, "/bucket/k", ["x-amz-acl": "public-read"], body: "1")
    let etag = try #require(put.headers["ETag"])
    let same = try await store(.get, "/bucket/k", ["If-None-Match": etag], as: nil)
    #expect(same.status == 304 && same.body.isEmpty && same.headers["ETag"] == etag)
    let other = try await store(.get, "/bucket/k", ["If-Match": "\"0\""], as: nil)
    #expect(other.code == "PreconditionFailed")
  }

  @Test func `one of many who write if nothing is there wins`() async throws {
    let store = try await StoreUnderTest()
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<50 {
        group.addTask {
          try await store(.put, "/bucket/k", ["If-None-Match": "*"], body: "\(number)").status
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.filter { $0 == 200 }.count == 1)
    #expect(statuses.filter { $0 == 412 }.count == 49)
  }

  @Test func `a chunk of another upload is refused and nothing is stored`() async throws {
    let store = try await StoreUnderTest()
    let first = try await streamed("a", store)
    let second = try await streamed("b", store)
    let replayed = HTTPRequest(
      .put,
      origin: second.origin,
      target: second.target,
      headers: second.headers,
      body: first.body
    )
    #expect(try await store.send(first).status == 200)
    let answer = try await store.send(replayed)
    #expect(answer.status == 403 && answer.code == "SignatureDoesNotMatch")
    #expect(try await store(.get, "/bucket/b").code == "NoSuchKey")
  }

  @Test func `a body that is not what was signed is refused`() async throws {
    let store = try await StoreUnderTest()
    var request = HTTPRequest(
      .put,
      origin: HTTPOrigin(scheme: .http, host: "localhost", port: 4566),
      target: "/bucket/k",
      body: .bytes(Array("signed".utf8))
    )
    let signer = SigV4Signer(service: "s3", region: "us-east-1")
    let key = Credentials(accessKeyID: "test", secretAccessKey: "test")
    let payload = PayloadHash.of(Array("signed".utf8))
    _ = signer.sign(&request, payload: payload, with: key, at: store.clock.date)
    request.body = .bytes(Array("forged".utf8))
    let answer = try await store.send(request)
    #expect(answer.status == 400 && answer.code == "XAmzContentSHA256Mismatch")
    #expect(try await store(.get, "/bucket/k").code == "NoSuchKey")
  }

  @Test func `a signature is refused when its time has passed`() async throws {
    let store = try await StoreUnderTest()
    let request = try await streamed("late", store)
    store.clock.advance(by: .seconds(16 * 60))
    #expect(try await store.send(request).code == "RequestTimeTooSkewed")
  }

  private func streamed(_ key: String, _ store: StoreUnderTest) async throws -> HTTPRequest {
    var request = HTTPRequest(
      .put,
      origin: HTTPOrigin(scheme: .http, host: "localhost", port: 4566),
      target: "/bucket/\(key)",
      body: .bytes(Array(repeating: 7, count: 20_000))
    )
    let signer = SigV4Signer(service: "s3", region: "us-east-1")
    let credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")
    try signer.signStreaming(
      &request,
      form: .signed,
      chunkSize: 8192,
      with: credentials,
      at: store.clock.date
    )
    return request
  }
}
