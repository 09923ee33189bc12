import AWSSigV4
import Digests
import Foundation
import HTTPWire
import TestKit
import Testing

/// Requests made by chance, signed by us and by botocore: every text must be the same.
@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(5))) struct BotocoreSigningTests {
  @Test(arguments: ["s3", "kinesis"], [false, true])
  func `signs what chance brings as botocore does`(service: String, presigned: Bool) async throws {
    var random = RandomRequests(seed: service == "s3" ? 1 : 2)
    let cases = (0..<250).map { _ in random.next(service: service, presigned: presigned) }
    let answers = try await BotocoreSigner.sign(cases)
    for (given, theirs) in zip(cases, answers) {
      let ours = try given.explanation()
      #expect(ours.canonicalRequest == theirs.canonicalRequest, "\(given.url)")
      #expect(ours.stringToSign == theirs.stringToSign)
      if presigned {
        #expect(parameters(ours.url) == parameters(theirs.url))
      } else {
        #expect(ours.headers["Authorization"] == theirs.authorization)
      }
    }
  }

  /// Both put the parameters in an order of their own; the host is compared as it is signed.
  private func parameters(_ url: String) -> [Substring] {
    url.split(separator: "?").last?.split(separator: "&").sorted() ?? []
  }
}
