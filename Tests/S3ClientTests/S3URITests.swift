import S3Client
import Testing

@Suite struct S3URITests {
  @Test(arguments: [
    ("s3://bucket", "bucket", ""), ("s3://bucket/", "bucket", ""),
    ("s3://bucket/a/b%20c", "bucket", "a/b%20c"), ("s3://bucket//a", "bucket", "/a"),
  ])
  func `reads bucket and path as they stand`(text: String, bucket: String, path: String) throws {
    let uri = try S3URI(text)
    #expect(uri.bucket.rawValue == bucket)
    #expect(uri.path == path)
  }

  @Test(arguments: ["", "bucket/key", "s3:/bucket", "s3://", "s3://UPPER/x", "http://bucket/key"])
  func `refuses what is none`(text: String) {
    #expect(throws: S3Error.self) { try S3URI(text) }
  }

  @Test func `a bucket alone names no object`() throws {
    #expect(throws: S3Error.self) { try S3URI("s3://bucket/").key() }
    #expect(try S3URI("s3://bucket/a").key() == "a")
  }
}
