import Digests
import HTTPWire
import S3Client
import Testing

@Suite struct AdministrationTests {
  @Test(arguments: [
    ("us-east-1", ""),
    (
      "eu-west-1",
      "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        + "<LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"
    ),
  ])
  func `makes a bucket where it shall be`(region: String, document: String) async throws {
    let s3 = TestS3([answer(200)])
    try await s3.bucket.create(in: region)
    #expect(s3.transport.lines == ["PUT /bucket"])
    #expect(String(decoding: s3.transport.bodies[0], as: UTF8.self).hasSuffix(document))
  }

  @Test(arguments: [
    ("<LocationConstraint xmlns=\"u\"/>", "us-east-1"),
    ("<LocationConstraint>EU</LocationConstraint>", "eu-west-1"),
    ("<LocationConstraint>ap-south-1</LocationConstraint>", "ap-south-1"),
  ])
  func `tells where a bucket is`(document: String, region: String) async throws {
    let s3 = TestS3([answer(200, [:], document)])
    #expect(try await s3.bucket.region() == region)
    #expect(s3.transport.lines == ["GET /bucket?location="])
  }

  @Test func `knows whether a bucket is there`() async throws {
    let s3 = TestS3([answer(200), answer(404), answer(403)])
    #expect(try await s3.bucket.exists())
    #expect(try await !s3.bucket.exists())
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.exists() }
    #expect(thrown?.code == .accessDenied)
  }

  @Test(arguments: [
    ("<V/>", Versioning.never), ("<V><Status>Enabled</Status></V>", .enabled),
    ("<V><Status>Suspended</Status></V>", .suspended),
  ])
  func `tells whether versions are kept`(document: String, state: Versioning) async throws {
    let s3 = TestS3([answer(200, [:], document)])
    #expect(try await s3.bucket.versioning() == state)
  }

  @Test func `starts and stops keeping versions`() async throws {
    let s3 = TestS3([answer(200), answer(200)])
    try await s3.bucket.setVersioning(enabled: true)
    try await s3.bucket.setVersioning(enabled: false)
    let documents = s3.transport.bodies.map { String(decoding: $0, as: UTF8.self) }
    #expect(documents[0].contains("<Status>Enabled</Status>"))
    #expect(documents[1].contains("<Status>Suspended</Status>"))
  }

  @Test func `reads, writes and removes tags`() async throws {
    let tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>1 &amp; 2</Value></Tag></TagSet></Tagging>"
    let s3 = TestS3([answer(200, [:], tags), answer(200), answer(204)])
    #expect(try await s3.bucket.tags(of: "key", versionID: "v") == ["a": "1 & 2"])
    try await s3.bucket.setTags(["b": "<", "a": ""], of: "key")
    try await s3.bucket.removeTags(of: "key")
    #expect(
      s3.transport.lines == [
        "GET /bucket/key?tagging=&versionId=v", "PUT /bucket/key?tagging=",
        "DELETE /bucket/key?tagging=",
      ]
    )
    let expected =
      "<Tag><Key>a</Key><Value></Value></Tag><Tag><Key>b</Key><Value>&lt;</Value></Tag>"
    #expect(String(decoding: s3.transport.bodies[1], as: UTF8.self).contains(expected))
  }

  @Test func `reads attributes`() async throws {
    let document = """
      <GetObjectAttributesResponse><ETag>abc-2</ETag><ObjectSize>10</ObjectSize>\
      <StorageClass>GLACIER</StorageClass><Checksum><ChecksumSHA256>x-2</ChecksumSHA256></Checksum>\
      <ObjectParts><PartsCount>2</PartsCount></ObjectParts></GetObjectAttributesResponse>
      """
    let s3 = TestS3([answer(200, [:], document)])
    let attributes = try await s3.bucket.attributes(of: "key")
    #expect(attributes.etag?.rawValue == "abc-2")
    #expect(attributes.size == 10)
    #expect(attributes.storageClass == .glacier)
    #expect(attributes.partCount == 2)
    #expect(attributes.checksum == ObjectChecksum(.sha256, "x-2"))
  }
}
