import HTTPWire
import Testing

@testable import LocalCloud

@Suite struct KafkaRESTV3Tests {
  let base = "/v3/clusters/pinterest-local-cloud"
  let json = "application/json"

  @Test func `topics are made, grown, configured and removed`() async throws {
    let proxy = ProxyUnderTest()
    let body =
      #"{"topic_name":"x","partitions_count":2,"configs":[{"name":"retention.ms","value":"1000"}]}"#
    let made = try await proxy.ask(.post, base + "/topics", body, type: json)
    #expect(made.status == 201 && made.body.contains(#""partitions_count":2"#))
    let twice = try await proxy.ask(.post, base + "/topics", body, type: json)
    #expect(twice.body == #"{"error_code":40002,"message":"Topic 'x' already exists."}"#)
    let fewer = try await proxy.ask(
      .patch,
      base + "/topics/x",
      #"{"partitions_count":2}"#,
      type: json
    )
    #expect(fewer.body == #"{"error_code":40002,"message":"Topic already has 2 partitions."}"#)
    #expect(
      try await proxy.ask(.patch, base + "/topics/x", #"{"partitions_count":3}"#).status == 200
    )
    let config = base + "/topics/x/configs/retention.ms"
    #expect(try await proxy.ask(.get, config).body.contains(#""value":"1000","is_default":false"#))
    #expect(try await proxy.ask(.put, config, #"{"value":"2000"}"#).status == 204)
    #expect(try await proxy.ask(.get, config).body.contains(#""value":"2000""#))
    #expect(try await proxy.ask(.delete, config).status == 204)
    #expect(try await proxy.ask(.get, config).body.contains(#""is_default":true"#))
    #expect(try await proxy.ask(.delete, base + "/topics/x").status == 204)
    #expect(try await proxy.ask(.get, base + "/topics/x").status == 404)
  }

  @Test(arguments: [
    ("", 422, "Payload error. Request body is empty. Data is required."),
    (#"{"topic_name":"a b"}"#, 422, "Payload error. Invalid topic name."),
    ("{}", 400, "Bad Request: topic_name is missing"),
  ])
  func `a topic that cannot be is refused`(body: String, status: Int, message: String) async throws
  {
    let answer = try await ProxyUnderTest().ask(.post, base + "/topics", body, type: json)
    #expect(answer.status == status && answer.body.contains(message))
  }

  @Test func `another cluster cannot be found`() async throws {
    let answer = try await ProxyUnderTest().ask(.get, "/v3/clusters/other/topics")
    #expect(answer.body == #"{"error_code":404,"message":"Cluster other cannot be found."}"#)
  }

  @Test func `every record of a stream gets its report, good and bad, in order`() async throws {
    let proxy = ProxyUnderTest()
    let stream = #"""
      {"value":{"type":"JSON","data":{"a":1}}} {"value":{"type":"BINARY","data":"!!"}}
      {"key":{"type":"STRING","data":"k"},"value":{"type":"STRING","data":"hi"}}{"partition_id":9}
      """#
    let answer = try await proxy.ask(.post, base + "/topics/x/records", stream, type: json)
    let reports = answer.body.split(separator: "\n")
    #expect(reports.count == 4)
    #expect(
      reports[0].contains(#""offset":0"#)
        && reports[0].contains(#""value":{"type":"JSON","size":7}"#)
    )
    #expect(
      reports[1]
        == #"{"error_code":400,"message":"Bad Request: data=\"!!\" is not a base64 string."}"#
    )
    #expect(
      reports[2].contains(#""offset":1"#)
        && reports[2].contains(#""key":{"type":"STRING","size":1}"#)
    )
    #expect(reports[3] == #"{"error_code":40402,"message":"Partition not found."}"#)
  }

  @Test func `objects are cut out of a stream however it is sliced`() throws {
    let text = #" {"a":"}{\"\\"} {"b":{"c":[1,2]}}{}"#
    var objects = ConcatenatedJSON(limit: 100)
    var found: [String] = []
    for byte in text.utf8 {
      found += try objects.append([byte]).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(found == [#"{"a":"}{\"\\"}"#, #"{"b":{"c":[1,2]}}"#, "{}"])
    #expect(!objects.hasRest)
    #expect(throws: KafkaRESTFailure.self) { try objects.append(Array("[1]".utf8)) }
  }

  @Test func `a batch answers 207 with what went well and what did not`() async throws {
    let proxy = ProxyUnderTest()
    let entries =
      #"{"entries":[{"id":"a","value":{"type":"JSON","data":1}},{"id":"b","value":{"type":"AVRO","data":1}}]}"#
    let answer = try await proxy.ask(.post, base + "/topics/x/records:batch", entries, type: json)
    #expect(answer.status == 207)
    #expect(answer.body.contains(#""successes":[{"id":"a","error_code":200"#))
    #expect(answer.body.contains(#""failures":[{"id":"b","error_code":400"#))
    let empty = try await proxy.ask(.post, base + "/topics/x/records:batch", #"{"entries":[]}"#)
    #expect(empty.body == #"{"error_code":42208,"message":"Empty batch."}"#)
  }

  @Test func `lags of a group are counted`() async throws {
    let proxy = ProxyUnderTest()
    _ = try await proxy.ask(.post, "/topics/t", #"{"records":[{"value":1},{"value":2}]}"#)
    try await proxy.subscribe("c", to: #""t""#)
    let commit = #"{"offsets":[{"topic":"t","partition":0,"offset":0}]}"#
    _ = try await proxy.ask(.post, "/consumers/g/instances/c/offsets", commit)
    let lags = try await proxy.ask(.get, base + "/consumer-groups/g/lags")
    #expect(lags.body.contains(#""current_offset":1,"log_end_offset":2,"lag":1"#))
    let summary = try await proxy.ask(.get, base + "/consumer-groups/g/lag-summary")
    #expect(summary.body.contains(#""max_lag":1,"total_lag":1"#))
    let missing = try await proxy.ask(.get, base + "/consumer-groups/none")
    #expect(missing.status == 404)
  }

  @Test func `every link leads somewhere`() async throws {
    let proxy = ProxyUnderTest(partitions: 2)
    _ = try await proxy.ask(.post, "/topics/t", #"{"records":[{"value":1}]}"#)
    try await proxy.subscribe("c", to: #""t""#)
    _ = try await proxy.read("c")
    var seen: Set<String> = []
    var waiting = ["http://127.0.0.1:8082/v3/clusters"]
    while let url = waiting.popLast() {
      guard seen.insert(url).inserted else { continue }
      let answer = try await proxy.ask(.get, String(url.dropFirst("http://127.0.0.1:8082".count)))
      // No partition is on its way to another broker, and there is nothing to show of it.
      let isNothing = url.hasSuffix("/reassignment") && !url.contains("/-/")
      #expect(answer.status == (isNothing ? 404 : 200), "\(url): \(answer.body)")
      for name in ["related", "self"] {
        waiting += answer.body.split(separator: "\"\(name)\":\"").dropFirst()
          .map { String($0.prefix { $0 != "\"" }) }
      }
    }
    #expect(seen.count > 60)
    #expect(seen.contains { $0.hasSuffix("/consumer-groups/g/consumers/c/assignments") })
  }

  @Test func `offsets of a partition, and one line of a group's lag`() async throws {
    let proxy = ProxyUnderTest()
    _ = try await proxy.ask(.post, "/topics/t", #"{"records":[{"value":1},{"value":2}]}"#)
    try await proxy.subscribe("c", to: #""t""#)
    let offsets = try await proxy.ask(.get, base + "/topics/t/partitions/0/offset")
    #expect(offsets.body.contains(#""earliest_offset":0,"latest_offset":2"#))
    let latest = try await proxy.ask(
      .get,
      base + "/topics/t/partitions/0/offset?offset_type=latest"
    )
    #expect(latest.body.contains(#""latest_offset":2"#) && !latest.body.contains("earliest"))
    let lag = try await proxy.ask(.get, base + "/consumer-groups/g/lags/t/partitions/0")
    #expect(lag.body.contains(#""current_offset":0,"log_end_offset":2,"lag":2"#))
    let strange = try await proxy.ask(.get, base + "/topics/t/partitions/0/replicas/2")
    #expect(strange.status == 404)
  }

  @Test func `nobody can be kept out, so rules about that are refused`() async throws {
    let proxy = ProxyUnderTest()
    let rule = try await proxy.ask(.post, base + "/acls", "{}", type: json)
    #expect(rule.body == #"{"error_code":40002,"message":"No Authorizer is configured."}"#)
    let all = try await proxy.ask(.delete, base + "/acls")
    #expect(all.status == 400 && all.body.contains("resource_type cannot be unspecified"))
    #expect(try await proxy.ask(.get, base + "/acls").status == 200)
  }
}
