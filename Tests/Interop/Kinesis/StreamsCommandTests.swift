import Foundation
import TestKit
import Testing

extension MotoInterop {
  /// `pinterest streams` and `pinterest emulate --to kinesis` as a person types them.
  @Suite(.timeLimit(.minutes(2))) struct StreamsCommandTests {
    @Test func `a stream and its records`() async throws {
      let server = try MotoInterop.server
      _ = try await server.pinterest("streams", "create", "--shards", "2", "typed")
      _ = try await server.pinterest("streams", "create", "--if-not-exists", "typed")
      #expect(try await server.pinterest("streams", "list").contains("typed\n"))
      let listed = try await server.pinterest("streams", "list", "--json")
      #expect(listed.contains(#"{"name":"typed","arn":"arn:aws:kinesis:us-east-1:"#))
      let shown = try await server.pinterest("streams", "describe", "typed")
      #expect(shown.hasPrefix("typed  ACTIVE\n") && shown.contains("50.0%"))
      let described = try await server.pinterest("streams", "describe", "--json", "typed")
      #expect(described.contains(#""startingHashKey":"170141183460469231731687303715884105728""#))
      let put = try await server.pinterest(
        "streams",
        "put",
        "typed",
        "one",
        "two",
        "--partition-key",
        "k"
      )
      #expect(put.split(separator: "\n").allSatisfy { $0.hasPrefix("shardId-00000000000") })
      _ = try await server.pinterest("streams", "put", "typed", input: "{\"a\":1}\n{\"a\":2}\n")
      let tailed = try await server.pinterest(
        "streams",
        "tail",
        "typed",
        "--from-beginning",
        "--max",
        "4"
      )
      #expect(Set(tailed.split(separator: "\n")) == ["one", "two", "{\"a\":1}", "{\"a\":2}"])
      let json = try await server.pinterest(
        "streams",
        "tail",
        "typed",
        "--from-beginning",
        "--available-now",
        "--json"
      )
      #expect(json.split(separator: "\n").count == 4)
      #expect(
        json.contains(#"{"partitionKey":"k","data":"one","stream":"typed","shardId":"shardId-"#)
      )
      _ = try await server.pinterest("streams", "delete", "typed")
      #expect(try await !server.pinterest("streams", "list").contains("typed\n"))
    }

    @Test(arguments: [
      (["streams", "describe", "nope"], 1, "ResourceNotFoundException"),
      (["streams", "describe", "a b"], 64, "\"a b\" is not a stream name"),
      (["streams", "create"], 64, "STREAM is missing"),
      (["streams", "create", "--shards", "0", "x"], 64, "at least 1"),
      (["streams", "put", "nope", "x"], 1, "1 records not written"),
      (["streams", "list", "--endpoint", "http://127.0.0.1:1"], 69, "connection refused"),
      (["streams", "list", "--endpoint", "nonsense"], 64, "\"nonsense\" is not a base URL"),
      (["streams", "lst"], 64, "did you mean streams list?"),
      (["emulate", "--to", "kinesis", "--partition-key", "none"], 64, "has a key"),
      (
        ["emulate", "--to", "kinesis", "--user-id", "nobody", "--count", "1", "--rate", "max"], 1,
        "has to be created first"
      ),
    ])
    func `what goes wrong is named, with the exit code that belongs to it`(
      arguments: [String],
      code: Int,
      words: String
    ) async throws {
      let server = try MotoInterop.server
      let failure = await #expect(throws: PeerError.self) {
        try await Peer.output(
          of: Pinterest.path,
          arguments,
          environment: server.environment.merging(["AWS_MAX_ATTEMPTS": "1"]) { $1 }
        )
      }
      #expect(failure?.description.contains("ended with \(code):") == true, "\(failure as Any)")
      #expect(failure?.description.contains(words) == true, "\(failure as Any)")
    }

    @Test(arguments: [1, 100])
    func `the emulation puts every row into the stream of its table`(batch: Int) async throws {
      let server = try MotoInterop.server
      let streams = ["pin", "geo", "user"].map { "streaming-0af8d0adfd1\(batch % 10)-\($0)" }
      _ = try await Peer.output(
        of: Pinterest.path,
        ["streams", "create", "--shards", "5"] + streams,
        environment: server.environment
      )
      let summary = try await server.pinterest(
        "emulate",
        "--to",
        "kinesis",
        "--user-id",
        "0af8d0adfd1\(batch % 10)",
        "--rate",
        "max",
        "--count",
        "300",
        "--batch",
        "\(batch)",
        "--concurrency",
        "1",
        "--summary",
        "json"
      )
      let read = try JSONDecoder().decode(Summary.self, from: Data(summary.utf8))
      #expect(read.records.acked == 900 && read.records.failed == 0)
      #expect(read.records.throttles == 0 && read.target.hasPrefix("kinesis http://127.0.0.1:"))
      for stream in streams {
        let rows = try await server.pinterest(
          "streams",
          "tail",
          stream,
          "--from-beginning",
          "--available-now",
          "--json"
        )
        let lines = rows.split(separator: "\n")
        #expect(lines.count == 300)
        #expect(lines.allSatisfy { $0.contains(#""shardId":"shardId-000000000002""#) })
        #expect(lines.first?.contains(#"\"7528\""#) == false && lines[0].contains("7528"))
      }
    }

    private struct Summary: Decodable {
      struct Records: Decodable {
        var acked: Int
        var failed: Int
        var throttles: Int
      }
      var target: String
      var records: Records
    }
  }
}
