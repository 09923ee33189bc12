import AWSSigV4
import CurlTransport
import Foundation
import HTTPWire
import S3Client
import Synchronization
import TestKit
import Testing

extension S3Interop {
  @Suite(.timeLimit(.minutes(5))) struct AuthenticationInteropTests {
    @Test(arguments: S3Server.allCases)
    func `wrong keys are refused`(server: S3Server) async throws {
      let running = try server.running
      let secret = running.with(secret: "wrong").client().bucket("denied")
      let thrown = await #expect(throws: S3Error.self) { try await secret.put("x", to: "key") }
      #expect(thrown?.code == .signatureDoesNotMatch)
      let unknown = running.with(accessKey: "AKIDNOBODY").client().bucket("denied")
      let other = await #expect(throws: S3Error.self) { try await unknown.put("x", to: "key") }
      #expect(other?.code == .invalidAccessKeyID)
      let missing = running.client().bucket("denied")
      let third = await #expect(throws: S3Error.self) { try await missing.get("key") }
      #expect(third?.code == .noSuchBucket)
    }

    @Test func `a clock that is hours off is corrected from the first refusal`() async throws {
      let running = try S3Server.rclone.running
      let client = S3Client(
        transport: CurlTransport(),
        credentials: StaticCredentials(running.credentials),
        configuration: S3Configuration(region: "us-east-1", endpoint: running.endpoint),
        surroundings: S3Surroundings(now: { Date().addingTimeInterval(-7_200) })
      )
      let bucket = client.bucket("skewed")
      try await bucket.create()
      try await bucket.put("in time", to: "key")
      #expect(try await bucket.get("key").text() == "in time")
    }

    @Test(arguments: S3Server.allCases)
    func `credentials that have expired are replaced on the way`(server: S3Server) async throws {
      let running = try server.running
      let expired =
        "<?xml version=\"1.0\"?><Error><Code>ExpiredToken</Code><Message>gone</Message></Error>"
      let proxy = try MisbehavingProxy(before: running.endpoint) { head, _ in
        guard head.contains("Credential=AKIDEXPIRED/") else { return .none }
        return .answer(
          "HTTP/1.1 400 Bad Request\r\nContent-Length: \(expired.utf8.count)\r\n\r\n\(expired)"
        )
      }
      let provider = ReplacedCredentials(running.credentials)
      let client = S3Client(
        transport: CurlTransport(),
        credentials: provider,
        region: "us-east-1",
        endpoint: proxy.endpoint
      )
      let bucket = client.bucket("expired")
      try await bucket.create()
      try await bucket.put("x", to: "key")
      #expect(provider.rejections == 1)
    }
  }
}

/// Gives expired credentials until it is told so.
private final class ReplacedCredentials: CredentialsProvider {
  private let good: Credentials
  private let state = Mutex(0)

  init(_ good: Credentials) { self.good = good }

  var rejections: Int { state.withLock { $0 } }

  func credentials() async throws -> Credentials {
    rejections > 0 ? good : Credentials(accessKeyID: "AKIDEXPIRED", secretAccessKey: "old")
  }

  func invalidate(_ rejected: Credentials) async {
    guard rejected.accessKeyID == "AKIDEXPIRED" else { return }
    state.withLock { $0 += 1 }
  }
}
