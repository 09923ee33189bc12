import Foundation
import HTTPWire
import S3Client
import Testing

@Suite struct S3ErrorTests {
  struct Recorded: Decodable, Sendable {
    var code: String
    var message: String
    var http_status: Int?
    var extra_elements: [String]
  }

  @Test func `every error of the real S3 arrives with its code and its words`() async throws {
    let file = URL(filePath: #filePath).appending(path: "../Fixtures/aws/errors.json")
    let recorded = try JSONDecoder().decode(
      [Recorded].self,
      from: Data(contentsOf: file.standardized)
    )
    #expect(recorded.count == 180)
    for example in recorded {
      let status = example.http_status ?? 400
      let message = example.message.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      let others = example.extra_elements.filter {
        !["RequestId", "HostId", "Region"].contains($0)
      }
      let extra = others.map { "<\($0)>extra</\($0)>" }.joined()
      let s3 = TestS3([error(status, example.code, message, extra: extra)]) { $0.retry = .never }
      let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
      #expect(thrown?.code.rawValue == example.code)
      #expect(thrown?.message == example.message)
      #expect(thrown?.status == status)
      #expect(thrown?.requestID == "RID")
      #expect(thrown?.hostID == "HID")
    }
  }

  @Test func `says what was asked of whom and what came back`() async throws {
    let s3 = TestS3(Array(repeating: error(503, "SlowDown", "Reduce your request rate."), count: 4))
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "a/b") }
    #expect(
      thrown?.description
        == "PutObject s3://bucket/a/b: SlowDown (HTTP 503): Reduce your request rate. "
        + "[request RID, host HID, 4 attempts]"
    )
    #expect(thrown?.operation == "PutObject")
    #expect(thrown?.bucket == "bucket")
    #expect(thrown?.key == "a/b")
  }

  @Test(arguments: [
    "<ErrorResponse><Error><Code>Odd</Code><Message>m</Message></Error></ErrorResponse>",
    "<?xml version='1.0'?>\n<Error>\n  <Code>Odd</Code>\n  <Message>m</Message>\n</Error>",
  ])
  func `other services' spellings are read too`(document: String) async throws {
    let s3 = TestS3([answer(400, [:], document)])
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.code.rawValue == "Odd")
    #expect(thrown?.message == "m")
  }

  @Test(arguments: [
    "", "<html><body>Bad Gateway", "{\"message\":\"no\"}", "<Error><Code>Cut",
    String(repeating: "x", count: 200_000),
  ])
  func `an answer that is no document is known by its status`(document: String) async throws {
    let s3 = TestS3([answer(418, [:], document)])
    let thrown = await #expect(throws: S3Error.self) { try await s3.bucket.put("x", to: "key") }
    #expect(thrown?.code.rawValue == "HTTP 418")
    #expect(thrown?.status == 418)
  }

  @Test func `codes nobody has thought of survive`() {
    let code = S3Error.Code(rawValue: "InventedTomorrow")
    #expect(code.rawValue == "InventedTomorrow")
    #expect(code != .noSuchKey)
  }
}
