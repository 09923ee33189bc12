import Foundation
import HTTPWire
import S3Client
import Testing

@Suite struct AddressingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var endpoint: String?
    var region = "eu-west-1"
    var bucket: BucketName = "bucket"
    var addressing = S3Configuration.Addressing.automatic
    var expected: String

    var testDescription: String { expected }
  }

  @Test(arguments: [
    Case(expected: "https://bucket.s3.eu-west-1.amazonaws.com/key"),
    Case(region: "cn-north-1", expected: "https://bucket.s3.cn-north-1.amazonaws.com.cn/key"),
    Case(bucket: "with.dots", expected: "https://s3.eu-west-1.amazonaws.com/with.dots/key"),
    Case(addressing: .path, expected: "https://s3.eu-west-1.amazonaws.com/bucket/key"),
    Case(endpoint: "http://127.0.0.1:9000", expected: "http://127.0.0.1:9000/bucket/key"),
    Case(endpoint: "http://[::1]:9000", expected: "http://[::1]:9000/bucket/key"),
    Case(endpoint: "http://localhost:9000", expected: "http://localhost:9000/bucket/key"),
    Case(endpoint: "https://s3.example.com", expected: "https://bucket.s3.example.com/key"),
    Case(
      endpoint: "http://s3.example.com",
      bucket: "with.dots",
      expected: "http://with.dots.s3.example.com/key"
    ),
    Case(
      endpoint: "https://example.com/store/s3/",
      addressing: .path,
      expected: "https://example.com/store/s3/bucket/key"
    ),
    Case(
      endpoint: "https://example.com/base",
      expected: "https://bucket.example.com/base/key"
    ),
    Case(
      endpoint: "http://127.0.0.1:9000",
      addressing: .virtualHost,
      expected: "http://bucket.127.0.0.1:9000/key"
    ),
  ])
  func `names the bucket where the endpoint allows`(example: Case) async throws {
    let endpoint = try example.endpoint.map { try HTTPEndpoint($0) }
    let s3 = TestS3([answer(200)]) { configuration in
      configuration.region = example.region
      configuration.endpoint = endpoint
      configuration.addressing = example.addressing
    }
    try await s3.client.bucket(example.bucket).put("", to: "key")
    let request = try #require(s3.transport.requests.first)
    #expect("\(request.origin)\(request.target)" == example.expected)
  }

  @Test(arguments: [
    ("a b+c%=~é📌", "/bucket/a%20b%2Bc%25%3D~%C3%A9%F0%9F%93%8C"), ("/lead", "/bucket//lead"),
    ("a//../b/./", "/bucket/a//../b/./"),
    ("?#&:@!$'()*,;", "/bucket/%3F%23%26%3A%40%21%24%27%28%29%2A%2C%3B"),
  ])
  func `encodes a key once and normalises nothing`(key: String, target: String) async throws {
    let s3 = TestS3([answer(204)])
    try await s3.bucket.delete(try ObjectKey(key))
    #expect(s3.transport.requests.first?.target == target)
  }

  @Test(arguments: ["", "eu west", "evil.com/", "a@b", "é"])
  func `a region that could break out of the host name is refused`(region: String) async throws {
    let s3 = TestS3([]) { $0.region = region }
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.exists() }
    #expect(thrown?.code == .badConfiguration)
    #expect(thrown?.message.contains("\"\(region)\"") == true)
  }

  @Test func `asks for the service itself at the root`() async throws {
    let page =
      "<ListAllMyBucketsResult><Buckets><Bucket><Name>one</Name></Bucket></Buckets></ListAllMyBucketsResult>"
    let s3 = TestS3([answer(200, [:], page)])
    var names: [BucketName] = []
    for try await bucket in s3.client.buckets() { names.append(bucket.name) }
    #expect(names == ["one"])
    #expect(s3.transport.lines == ["GET /"])
  }
}
