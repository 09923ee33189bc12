import EventLog
import Foundation
import TestKit
import Testing

@testable import LocalCloud

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
        #expect(text.contains(#""status":"running""#))
        #expect(text.contains(#""pid":\#(getpid())"#))
        #expect(text.contains(#""s3":"running""#))
        #expect(!text.contains("secret"))
      }
    }
  }

  @Test func `the ready file has the promised members and no others`() throws {
    let endpoints = LocalCloud.Endpoints(
      gateway: "http://127.0.0.1:8080",
      kafkaREST: "http://127.0.0.1:8082",
      connect: "http://127.0.0.1:8083",
      aws: "http://127.0.0.1:4566",
      control: "http://127.0.0.1:4567"
    )
    let status = CloudStatus(
      pid: 4711,
      userID: "0af8d0adfd13",
      region: "us-east-1",
      accessKeyID: "test",
      secretAccessKey: "test",
      endpoints: endpoints
    )
    let json = try status.json()
    let wanted =
      #"{"accessKeyID":"test","dataDir":null,"endpoints":{"aws":"http://127.0.0.1:4566","#
      + #""connect":"http://127.0.0.1:8083","control":"http://127.0.0.1:4567","#
      + #""gateway":"http://127.0.0.1:8080","kafkaREST":"http://127.0.0.1:8082"},"pid":4711,"#
      + #""region":"us-east-1","secretAccessKey":"test","userID":"0af8d0adfd13","version":1}"#
    #expect(String(decoding: json, as: UTF8.self) == wanted)
    #expect(try JSONDecoder().decode(CloudStatus.self, from: json) == status)
  }

  @Test(.timeLimit(.minutes(1)))
  func `the journal tells each call in words and is heard live`() async throws {
    try await LocalCloud.run { cloud in
      let control = cloud.endpoints.control + "/_pinterest/"
      _ = try await curl(cloud.endpoints.kafkaREST + "/topics")
      let journal = try await curl(control + "journal?service=kafkaREST&op=ListTopics")
      #expect(journal.contains(#""operation":"ListTopics","path":"/topics","sequence":1"#))
      #expect(journal.contains(#""time":"2"#))
      let refused = try await curl("-w", " %{http_code}", control + "journal?service=kafka")
      #expect(refused.hasSuffix(" 400"))
      // It would listen for ever.
      let heard = try await Peer.output(
        of: "/bin/sh",
        ["-c", "curl -sN -m 1 '\(control)events?since=0'; true"]
      )
      #expect(heard.hasPrefix(#"data: {"attributes""#))
      let metrics = try await curl(control + "metrics")
      #expect(metrics.contains("pinterest_buckets 1\n"))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `one service is reset and the others stay as they are`() async throws {
    try await LocalCloud.run { cloud in
      try await cloud.put([1], as: "k", in: "user-test-bucket")
      _ = try await cloud.log.createTopic(TopicName("t"), TopicSettings())
      let url = cloud.endpoints.control + "/_pinterest/reset?service="
      _ = try await curl("-f", "-X", "POST", url + "kafkaREST")
      let topics = try await cloud.log.topics()
      #expect(topics.isEmpty)
      #expect(cloud.objects(in: "user-test-bucket").count == 1)
      _ = try await curl("-f", "-X", "POST", url + "s3")
      #expect(cloud.objects(in: "user-test-bucket").isEmpty)
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
      #expect(try await curl(url, "-d", #"{"run":true}"#).contains("give {"))
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
      for endpoint in [cloud.endpoints.kafkaREST + "/topics/t", cloud.endpoints.connect] {
        let refused = try await curl("-X", "POST", endpoint, "-H", "Origin: http://evil.example")
        #expect(refused == #"{"error_code":403,"message":"this is no page of the cloud's"}"#)
      }
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
