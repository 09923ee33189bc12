import Digests
import HTTPWire
import S3Client
import Testing

/// Operations whose answer begins well and may end badly: S3 sends the status before it is done.
@Suite struct HiddenErrorTests {
  private static let hidden = "<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code></Error>"
  private static let parts = [
    UploadedPart(number: 2, etag: ETag(rawValue: "b"), size: 1),
    UploadedPart(number: 1, etag: ETag(rawValue: "a"), size: 5 << 20),
  ]

  private static func upload(_ s3: TestS3) -> MultipartUpload {
    s3.bucket.upload(UploadID(rawValue: "up"), of: "key")
  }

  @Test func `an error inside a good answer to Complete is an error`() async throws {
    let s3 = TestS3([answer(200, [:], Self.hidden), answer(200, [:], MultipartTests.completed)])
    let result = try await Self.upload(s3).complete(Self.parts)
    #expect(result.etag?.rawValue == "whole-3")
    #expect(s3.clock.sleeps.count == 1)
  }

  @Test func `one that time cannot heal is thrown`() async throws {
    let s3 = TestS3([
      answer(200, [:], "<Error><Code>InvalidPart</Code><Message>m</Message></Error>")
    ])
    let thrown = await #expect(throws: S3Error.self) {
      try await Self.upload(s3).complete(Self.parts)
    }
    #expect(thrown?.code == .invalidPart)
    #expect(thrown?.status == 200)
    #expect(thrown?.message == "m")
  }

  @Test func `white space before the answer is the server saying that it lives`() async throws {
    let s3 = TestS3([
      answer(200, [:], "   \n \r\n<?xml version=\"1.0\"?>" + MultipartTests.completed)
    ])
    #expect(try await Self.upload(s3).complete(Self.parts).etag?.rawValue == "whole-3")
  }

  @Test(arguments: ["", "   \n", "<CompleteMultipartUploadResult><ETag>", "<html>"])
  func `a good answer that breaks off is tried again`(document: String) async throws {
    let s3 = TestS3([answer(200, [:], document), answer(200, [:], MultipartTests.completed)])
    #expect(try await Self.upload(s3).complete(Self.parts).etag?.rawValue == "whole-3")
  }

  @Test func `an error inside a good answer to Copy is an error`() async throws {
    let copied = "<CopyObjectResult><ETag>\"c\"</ETag></CopyObjectResult>"
    let s3 = TestS3([answer(200, [:], Self.hidden), answer(200, [:], copied)])
    let source = ObjectReference(bucket: "other", key: "a b", versionID: "v+1")
    #expect(try await s3.bucket.copy(source, to: "key").etag?.rawValue == "c")
    let headers = s3.transport.requests.first?.headers
    #expect(headers?["x-amz-copy-source"] == "/other/a%20b?versionId=v%2B1")
  }

  @Test func `an error inside a good answer to DeleteObjects is an error`() async throws {
    let s3 = TestS3([answer(200, [:], Self.hidden), answer(200, [:], "<DeleteResult/>")])
    let report = try await s3.bucket.delete(["a", "b"])
    #expect(report.deleted == 2)
    #expect(report.failures.isEmpty)
  }

  @Test func `an upload that is gone after a lost answer was completed`() async throws {
    let digests =
      Hex.decode("5d41402abc4b2a76b9719d911017c592")! + Hex.decode(
        "7d793037a0760186574b0282f2f435e7"
      )!
    let whole = MD5.hash(digests).hex + "-2"
    let parts = [
      UploadedPart(number: 1, etag: ETag(rawValue: "5d41402abc4b2a76b9719d911017c592"), size: 5),
      UploadedPart(number: 2, etag: ETag(rawValue: "7d793037a0760186574b0282f2f435e7"), size: 5),
    ]
    let s3 = TestS3([
      lost(), error(404, "NoSuchUpload"),
      answer(200, ["Content-Length": "10", "ETag": "\"\(whole)\""]),
    ])
    #expect(try await Self.upload(s3).complete(parts).etag?.rawValue == whole)
  }

  @Test func `an upload that is gone without a lost answer is gone`() async throws {
    let s3 = TestS3([error(404, "NoSuchUpload")])
    let thrown = await #expect(throws: S3Error.self) {
      try await Self.upload(s3).complete(Self.parts)
    }
    #expect(thrown?.code == .noSuchUpload)
    #expect(thrown?.mayHaveSucceeded == false)
  }

  @Test func `another's object in its place is not taken for ours`() async throws {
    let s3 = TestS3([
      lost(), error(404, "NoSuchUpload"),
      answer(200, ["Content-Length": "5242881", "ETag": "\"other-2\""]),
    ])
    let thrown = await #expect(throws: S3Error.self) {
      try await Self.upload(s3).complete(Self.parts)
    }
    #expect(thrown?.code == .noSuchUpload)
    #expect(thrown?.mayHaveSucceeded == true)
  }

  @Test func `a whole that S3 made of other parts is found out`() async throws {
    let checksum = ObjectChecksum(.crc64nvme, Checksum.base64(.crc64nvme, of: Array("x".utf8)))
    let part = UploadedPart(number: 1, etag: ETag(rawValue: "a"), size: 1, checksum: checksum)
    let other = "<R><ETag>a-1</ETag><ChecksumCRC64NVME>AAAAAAAAAAA=</ChecksumCRC64NVME></R>"
    let s3 = TestS3([answer(200, [:], other)])
    let thrown = await #expect(throws: S3Error.self) { try await Self.upload(s3).complete([part]) }
    #expect(thrown?.code == .checksumMismatch)
  }

  @Test func `a bucket that is ours after a lost answer was made by us`() async throws {
    let s3 = TestS3([lost(), error(409, "BucketAlreadyOwnedByYou")])
    try await s3.bucket.create()
    let other = TestS3([error(409, "BucketAlreadyOwnedByYou")])
    let thrown = await #expect(throws: S3Error.self) { try await other.bucket.create() }
    #expect(thrown?.code == .bucketAlreadyOwnedByYou)
  }

  @Test func `a bucket that is gone after a lost answer was deleted by us`() async throws {
    let s3 = TestS3([lost(), error(404, "NoSuchBucket")])
    try await s3.bucket.delete()
    let other = TestS3([error(404, "NoSuchBucket")])
    await #expect(throws: S3Error.self) { try await other.bucket.delete() }
  }
}
