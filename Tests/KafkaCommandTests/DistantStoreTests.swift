import Foundation
import LocalCloud
import TestKit
import Testing

/// A connector whose `store.url` leads to another S3: here, to that of a second cloud.
@Suite(.timeLimit(.minutes(2))) struct DistantStoreTests {
  @Test func `objects go where the connector says, each once`() async throws {
    try await withTemporaryDirectory { folder in
      try await LocalCloud.run { distant in
        let ready = folder.appending(path: "ready.json").path
        let cloud = try Peer.start(
          KafkaCommandTests.Pinterest.path,
          ["up", "--in-memory", "--port", "0", "--ready-file", ready],
          environment: ["AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"]
        )
        defer { cloud.stop() }
        while !FileManager.default.fileExists(atPath: ready) {
          try #require(cloud.isRunning)
          try await Task.sleep(for: .milliseconds(20))
        }
        let status = try CloudStatus(readyFile: ready)
        let config = folder.appending(path: "sink.json").path
        let json = """
          {"name":"far","config":{"connector.class":"io.confluent.connect.s3.S3SinkConnector",
           "flush.size":"1","topics":"t","s3.bucket.name":"user-test-bucket","s3.region":"us-east-1",
           "format.class":"io.confluent.connect.s3.format.json.JsonFormat",
           "storage.class":"io.confluent.connect.s3.storage.S3Storage",
           "s3.object.tagging":"true","store.url":"\(distant.endpoints.aws)"}}
          """
        try Data(json.utf8).write(to: URL(filePath: config))
        let type = "Content-Type: application/vnd.kafka.json.v2+json"
        let records = (0..<20).map { #"{"value":\#($0)}"# }.joined(separator: ",")
        _ = try await Peer.output(
          of: "/usr/bin/curl",
          [
            "-sSf", status.endpoints.kafkaREST + "/topics/t", "-H", type, "-d",
            #"{"records":[\#(records)]}"#,
          ]
        )
        // One that is there with the same bytes is the work of a run before.
        try await distant.put(
          Array("7\n".utf8),
          as: "topics/t/partition=0/t+0+0000000007.json",
          in: "user-test-bucket"
        )
        _ = try await Peer.output(
          of: KafkaCommandTests.Pinterest.path,
          ["connect", "create", "--config", config, "--endpoint", status.endpoints.connect]
        )
        while distant.objects(in: "user-test-bucket", under: "topics/").count < 20 {
          try await Task.sleep(for: .milliseconds(20))
        }
        let bytes = try await distant.bytes(
          of: "topics/t/partition=0/t+0+0000000019.json",
          in: "user-test-bucket"
        )
        #expect(String(decoding: bytes, as: UTF8.self) == "19\n")
      }
    }
  }
}
