import Foundation
import TestKit

/// Has botocore sign requests with its clock held.
enum BotocoreSigner {
  struct Answer: Decodable {
    let canonicalRequest: String
    let stringToSign: String
    let url: String
    let authorization: String?
  }

  static func sign(_ cases: [RandomRequests.Case]) async throws -> [Answer] {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "botocore_sign.py").path
    let input = String(decoding: try JSONEncoder().encode(cases), as: UTF8.self)
    let output = try await Peer.output(of: Peers.python, [script], input: input)
    return try JSONDecoder().decode([Answer].self, from: Data(output.utf8))
  }
}
