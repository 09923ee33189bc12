import Foundation
import TestKit
import Testing

/// The files of settings that `pinterest up` reads.
@Suite struct UpCommandTests {
  @Test(arguments: [
    ("--gateway", "{", "is no description of a gateway: "),
    ("--gateway", #"{"route":[]}"#, #"there is no "route"; there is requestsPerSecond, "#),
    ("--gateway", #"{"requestsPerSecond":"1"}"#, "requestsPerSecond: this is no Int"),
    ("--gateway", #"{"requestsPerSecond":0}"#, "requestsPerSecond is at least 1"),
    ("--gateway", #"{"routes":[{"path":"/x"}]}"#, #"routes[0]: "backend" is missing"#),
    ("--gateway", #"{"routes":[{"path":"/x","backend":"x"}]}"#, "the backend of /x: "),
    ("--identities", #"[{"accessKeyID":"a"}]"#, #"[0]: "secretAccessKey" is missing"#),
  ])
  func `a wrong file of settings is named, and what is wrong with it`(
    flag: String,
    text: String,
    complaint: String
  ) async throws {
    try await withTemporaryDirectory { folder in
      let file = folder.appending(path: "settings.json").path
      try Data(text.utf8).write(to: URL(filePath: file))
      let error = await #expect(throws: PeerError.self) {
        try await Peer.output(
          of: KafkaCommandTests.Pinterest.path,
          ["up", "--in-memory", "--port", "0", flag, file]
        )
      }
      let words = error?.description ?? ""
      #expect(words.contains("ended with 78") && words.contains(file) && words.contains(complaint))
    }
  }
}
