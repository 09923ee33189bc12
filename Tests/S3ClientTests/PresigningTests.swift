import AWSSigV4
import Foundation
import HTTPWire
import S3Client
import Testing

@Suite struct PresigningTests {
  @Test func `makes the URL of AWS's own example`() async throws {
    // "Authenticating Requests: Using Query Parameters", Amazon S3 API Reference.
    let client = S3Client(
      transport: ScriptedTransport([]),
      credentials: StaticCredentials(
        accessKeyID: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
      ),
      configuration: {
        var configuration = S3Configuration(region: "us-east-1")
        let origin = HTTPOrigin(scheme: .https, host: "s3.amazonaws.com")
        configuration.endpoint = HTTPEndpoint(origin: origin)
        return configuration
      }(),
      surroundings: S3Surroundings(now: { Date(timeIntervalSince1970: 1_369_353_600) })
    )
    let url = try await client.bucket("examplebucket")
      .presign(.get(), "test.txt", expiresIn: .seconds(86_400))
    #expect(
      url == "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    )
  }

  @Test func `carries what else was asked`() async throws {
    let s3 = TestS3([])
    var settings = ObjectSettings()
    settings.contentType = "text/plain"
    let put = try await s3.bucket.presign(.put(settings: settings), "a b", expiresIn: .seconds(60))
    #expect(put.contains("/bucket/a%20b?"))
    #expect(put.contains("X-Amz-SignedHeaders=content-type%3Bhost"))
    let get = try await s3.bucket.presign(
      .get(versionID: "v", contentDisposition: "attachment; filename=x"),
      "k",
      expiresIn: .seconds(60)
    )
    #expect(get.contains("response-content-disposition=attachment%3B%20filename%3Dx"))
    #expect(get.contains("versionId=v"))
    let part = try await s3.bucket.presign(
      .uploadPart(7, of: UploadID(rawValue: "u")),
      "k",
      expiresIn: .seconds(60)
    )
    #expect(part.contains("partNumber=7&uploadId=u"))
  }

  @Test(arguments: [0, -7, 604_801])
  func `a life that S3 would not grant is refused`(seconds: Int) async throws {
    let thrown = await #expect(throws: S3Error.self) {
      try await TestS3([]).bucket.presign(.get(), "key", expiresIn: .seconds(seconds))
    }
    #expect(thrown?.code == .invalidArgument)
    #expect(thrown?.message.contains("\(seconds)") == true)
  }

  @Test func `nobody signs anonymously`() async throws {
    let s3 = TestS3(ScriptedTransport([]), credentials: nil)
    let thrown = await #expect(throws: S3Error.self) {
      try await s3.bucket.presign(.head, "key", expiresIn: .seconds(1))
    }
    #expect(thrown?.code == .noCredentials)
  }
}
