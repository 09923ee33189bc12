import Foundation
import JSONBytes
import TestKit
import Testing

/// `pinterest sigv4` as a person runs it: lines in, lines out, an exit code.
@Suite(.timeLimit(.minutes(3))) struct SigV4CommandTests {
  private static let program = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "pinterest").path

  private static let keys =
    #""accessKeyID":"AKIAIOSFODNN7EXAMPLE","#
    + #""secretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY""#
  private static let url = #""url":"https://examplebucket.s3.amazonaws.com/test.txt""#

  /// Runs a command and gives its answers, line by line, and its exit code.
  private func run(
    _ command: String,
    _ lines: [String],
    environment: [String: String] = [:]
  ) async throws -> (answers: [JSONValue], status: Int32) {
    let script = #""$0" sigv4 "$1"; echo "{\"status\":$?}""#
    let output = try await Peer.output(
      of: "/bin/sh",
      ["-c", script, Self.program, command],
      environment: environment,
      input: lines.joined(separator: "\n")
    )
    var answers = try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    let status = try #require(answers.removeLast()["status"]?.int)
    return (answers, Int32(status))
  }

  @Test func `signs the first example of the S3 documentation`() async throws {
    let line =
      "{\(Self.url),\"headers\":{\"Range\":\"bytes=0-9\"},"
      + "\"service\":\"s3\",\"region\":\"us-east-1\",\"date\":\"20130524T000000Z\",\(Self.keys)}"
    let (answers, status) = try await run("sign", [line])
    let signature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    #expect(status == 0 && answers.count == 1)
    #expect(answers[0]["signature"]?.string == signature)
    #expect(answers[0]["headers"]?["Range"]?.string == "bytes=0-9")
    #expect(answers[0]["headers"]?["Authorization"]?.string?.hasSuffix(signature) == true)
    #expect(answers[0]["canonicalRequest"]?.string?.hasPrefix("GET\n/test.txt\n\nhost:") == true)
    #expect(answers[0]["stringToSign"]?.string?.hasPrefix("AWS4-HMAC-SHA256\n2013") == true)
    let explained = try await run("explain", [line]).answers[0]
    #expect(explained["signature"]?.string == signature)
    #expect(explained["credentialScope"]?.string == "20130524/us-east-1/s3/aws4_request")
  }

  @Test func `presigns, and takes keys from the environment`() async throws {
    let line = "{\(Self.url),\"date\":\"2013-05-24T00:00:00Z\",\"presign\":true,\"expires\":86400}"
    let (answers, status) = try await run(
      "sign",
      [line],
      environment: [
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "AWS_SESSION_TOKEN": "",
      ]
    )
    let signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    #expect(status == 0)
    #expect(answers[0]["url"]?.string?.hasSuffix("&X-Amz-Signature=\(signature)") == true)
  }

  @Test(arguments: [#""body":"héllo""#, #""bodyBase64":"aMOpbGxv""#])
  func `what it signs it verifies, body and all`(body: String) async throws {
    let line = "{\"method\":\"PUT\",\(Self.url),\(body),\"date\":1369353600,\(Self.keys)}"
    let signed = try await run("sign", [line]).answers[0]
    let headers = try #require(signed["headers"]).description
    func received(_ body: String, _ date: Int = 1_369_353_600) -> String {
      "{\"method\":\"PUT\",\(Self.url),\"headers\":\(headers),\(body),\"date\":\(date),\(Self.keys)}"
    }
    let good = try await run("verify", [received(body)])
    #expect(good.status == 0 && good.answers[0]["verdict"]?.string == "verified")
    let bad = try await run(
      "verify",
      [received(#""body":"hello""#), received(body, 1_369_400_000), "{\(Self.url),\(Self.keys)}"]
    )
    #expect(bad.status == 3)
    #expect(bad.answers.map { $0["part"]?.string } == ["payload", "date", nil])
    #expect(bad.answers[0]["code"]?.string == "XAmzContentSHA256Mismatch")
    #expect(bad.answers[2]["verdict"]?.string == "anonymous")
  }

  @Test func `answers a bad line with what is wrong and goes on`() async throws {
    let bad = [
      "nonsense", "[]", "{}", "{\"url\":1}",
      "{\"url\":\"http://h\",\"date\":\"today\",\(Self.keys)}",
      "{\"url\":\"ftp://h\",\(Self.keys)}", "{\"url\":\"http://h\",\"headers\":[],\(Self.keys)}",
      "{\"url\":\"http://h\",\"bodyBase64\":\"a\",\(Self.keys)}",
      "{\"url\":\"http://h\",\"presign\":true,\"expires\":0,\(Self.keys)}",
      "{\(Self.url),\"method\":\"P T\",\(Self.keys)}",
      "{\(Self.url),\"headers\":{\"a b\":\"c\"},\(Self.keys)}",
      "{\(Self.url),\"headers\":{\"a\":\"b\\r\\nx: y\"},\(Self.keys)}",
      "{\(Self.url),\"body\":\"a\",\"bodyBase64\":\"YQ==\",\(Self.keys)}",
    ]
    let (answers, status) = try await run("sign", bad + ["", "{\(Self.url),\(Self.keys)}"])
    #expect(status == 2 && answers.count == bad.count + 1)
    #expect(answers.dropLast().allSatisfy { $0["error"]?.string?.isEmpty == false })
    #expect(answers.last?["signature"] != nil)
    #expect(!answers.contains { $0["error"]?.string?.contains("wJalr") == true })
  }
}
