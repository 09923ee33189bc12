import Foundation
import LocalCloud
import TestKit
import Testing

/// Asks over HTTP with curl, as a person or a script would.
@Suite struct ControlAPITests {
  func curl(_ arguments: String...) async throws -> String {
    try await Peer.output(of: "/usr/bin/curl", ["-sS", "-m", "20"] + arguments)
  }

  @Test(.timeLimit(.minutes(1)))
  func `says how it is, to those who wait for LocalStack too`() async throws {
    try await LocalCloud.run { cloud in
      for path in ["/_pinterest/health", "/_localstack/health"] {
        let text = try await curl(cloud.endpoints.control + path)
        let status = try JSONDecoder().decode(CloudStatus.self, from: Data(text.utf8))
        #expect(status == cloud.status)
        #expect(status.pid == Int(getpid()))
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `the clock moves over HTTP`() async throws {
    try await LocalCloud.run { cloud in
      let before = cloud.clock.date
      let url = cloud.endpoints.control + "/_pinterest/clock"
      _ = try await curl("-f", url, "-d", #"{"advance":"PT24H"}"#)
      #expect(cloud.clock.date.timeIntervalSince(before) >= 86_400)
      let refused = try await curl(url, "-d", #"{"advance":"a day"}"#)
      #expect(refused == #"{"message":"advance a day is no duration such as PT24H"}"#)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `faults are added, shown and taken back`() async throws {
    try await LocalCloud.run { cloud in
      let url = cloud.endpoints.control + "/_pinterest/faults"
      let rule = #"{"service":"gateway","times":1,"error":{"code":"Oops","status":503}}"#
      _ = try await curl("-f", "-X", "PUT", url, "-d", rule)
      let hit = try await curl("-w", " %{http_code}", cloud.endpoints.gateway + "/test/x")
      #expect(hit == #"{"message":"Oops"} 503"#)
      let passed = try await curl("-w", " %{http_code}", cloud.endpoints.gateway + "/test/x")
      #expect(passed.hasSuffix(" 404"))
      let standing = try await curl(url)
      #expect(standing.contains(#""hits":1"#))
      _ = try await curl("-f", "-X", "DELETE", "\(url)/1")
      let left = try await curl(url)
      #expect(left == "[]")
      let journal = cloud.journal.entries(service: .gateway)
      #expect(journal.map(\.status) == [503, 404])
      #expect(journal.first?.notes == ["a fault was injected"])
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `an answer can be lost after the work is done`() async throws {
    try await LocalCloud.run { cloud in
      try cloud.faults.add(
        FaultRule(.kafkaREST, operation: "Produce", times: 1, drop: .beforeResponse)
      )
      let url = cloud.endpoints.kafkaREST + "/topics/t"
      let type = "Content-Type: application/vnd.kafka.json.v2+json"
      let body = #"{"records":[{"value":1}]}"#
      await #expect(throws: PeerError.self) { try await curl(url, "-H", type, "-d", body) }
      let offsets = try await curl(url + "/partitions/0/offsets")
      #expect(offsets == #"{"beginning_offset":0,"end_offset":1}"#)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a page of somebody else is refused`() async throws {
    try await LocalCloud.run { cloud in
      let url = cloud.endpoints.control + "/_pinterest/reset"
      let code = ["-o", "/dev/null", "-w", "%{http_code}", "-X", "POST"]
      func status(_ header: String) async throws -> String {
        try await Peer.output(of: "/usr/bin/curl", ["-sS"] + code + ["-H", header, url])
      }
      let foreign = try await status("Origin: http://evil.example")
      #expect(foreign == "403")
      let rebound = try await status("Host: evil.example")
      #expect(rebound == "421")
      let ours = try await status("Origin: http://localhost:3000")
      #expect(ours == "204")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `many clouds run side by side`() async throws {
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await LocalCloud.run {
            try await self.curl($0.endpoints.control + "/_pinterest/health")
          }
        }
      }
      var answers: Set<String> = []
      for try await answer in group { answers.insert(answer) }
      #expect(answers.count == 8)
    }
  }
}
