import HTTPWire
import JSONBytes
import Testing

@testable import LocalCloud

/// What is wrong with requests, in the words that clients look for.
@Suite struct KinesisRequestTests {
  private static let brokenRules: [(String, String, String)] = [
    (
      "PutRecord", #"{"StreamName":"s","PartitionKey":""}"#,
      "2 validation errors detected: Value '' at 'partitionKey' failed to satisfy constraint: "
        + "Member must have length greater than or equal to 1; Value null at 'data' failed to "
        + "satisfy constraint: Member must not be null"
    ),
    (
      "PutRecord", #"{"StreamName":"s","PartitionKey":"k","Data":"","ExplicitHashKey":"01"}"#,
      "1 validation error detected: Value '01' at 'explicitHashKey' failed to satisfy constraint: "
        + #"Member must satisfy regular expression pattern: 0|([1-9]\d{0,38})"#
    ),
    (
      "PutRecords", #"{"StreamName":"s","Records":[]}"#,
      "1 validation error detected: Value '[]' at 'records' failed to satisfy constraint: "
        + "Member must have length greater than or equal to 1"
    ),
    (
      "PutRecords", #"{"StreamName":"s","Records":[{"Data":"","PartitionKey":"k"},{"Data":""}]}"#,
      "1 validation error detected: Value null at 'records.2.member.partitionKey' failed to satisfy "
        + "constraint: Member must not be null"
    ),
    (
      "CreateStream", #"{"StreamName":"a;b","ShardCount":0}"#,
      "2 validation errors detected: Value 'a;b' at 'streamName' failed to satisfy constraint: "
        + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '0' at "
        + "'shardCount' failed to satisfy constraint: "
        + "Member must have value greater than or equal to 1"
    ),
    (
      "GetShardIterator", #"{"StreamName":"s","ShardId":"0","ShardIteratorType":"x"}"#,
      "1 validation error detected: Value 'x' at 'shardIteratorType' failed to satisfy constraint: "
        + "Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, "
        + "AT_SEQUENCE_NUMBER, TRIM_HORIZON]"
    ),
    (
      "GetRecords", #"{"ShardIterator":"x","Limit":10001}"#,
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: "
        + "Member must have value less than or equal to 10000"
    ),
    (
      "AddTagsToStream", #"{"StreamName":"s","Tags":{"":"v"}}"#,
      "1 validation error detected: Value '{=v}' at 'tags' failed to satisfy constraint: "
        + "Map keys must satisfy constraint: [Member must have length less than or equal to 128, "
        + "Member must have length greater than or equal to 1]"
    ),
    (
      "RemoveTagsFromStream", #"{"StreamName":"s","TagKeys":["a",""]}"#,
      "1 validation error detected: Value '[a, ]' at 'tagKeys' failed to satisfy constraint: "
        + "Member must satisfy constraint: [Member must have length less than or equal to 128, "
        + "Member must have length greater than or equal to 1]"
    ),
  ]

  @Test(arguments: brokenRules)
  func `rules that are not kept are listed`(
    operation: String,
    body: String,
    message: String
  ) async throws {
    let streams = try await StreamsUnderTest()
    let answer = try await streams.raw(operation, Array(body.utf8))
    #expect(answer.status == 400 && answer.code == "ValidationException")
    #expect(answer.message == message)
  }

  private static let misfits: [(String, String, String)] = [
    (
      "PutRecord", #"{"StreamName":1}"#,
      "class java.math.BigDecimal can not be converted to an String"
    ),
    ("PutRecord", #"{"StreamName":[]}"#, "Start of list found where not expected"),
    (
      "PutRecord", #"{"StreamName":{}}"#, "Start of structure or map found where not expected."
    ),
    (
      "GetRecords", #"{"Limit":"1"}"#, "class java.lang.String can not be converted to an Integer"
    ),
    ("PutRecords", #"{"Records":true}"#, "Expected list or null"),
    ("PutRecords", #"{"Records":["a"]}"#, "Expected null"),
    ("AddTagsToStream", #"{"Tags":1}"#, "Expected map or null"),
    (
      "PutRecord", #"{"Data":"abc"}"#,
      "'abc' can not be converted to a Blob: "
        + "Base64 encoded length is expected a multiple of 4 bytes but found: 3"
    ),
    (
      "PutRecord", #"{"Data":"a;b="}"#,
      "'a;b=' can not be converted to a Blob: Invalid Base64 character: ';'"
    ),
    (
      "PutRecord", #"{"Data":"=abc"}"#,
      "'=abc' can not be converted to a Blob: Invalid Base64 character: '='"
    ),
    (
      "PutRecord", #"{"Data":"YWK="}"#,
      "'YWK=' can not be converted to a Blob: Invalid last non-pad Base64 character dectected"
    ),
  ]

  @Test(arguments: misfits)
  func `types that do not fit are named`(
    operation: String,
    body: String,
    message: String
  ) async throws {
    let streams = try await StreamsUnderTest()
    let answer = try await streams.raw(operation, Array(body.utf8))
    #expect(answer.status == 400 && answer.code == "SerializationException")
    #expect(answer.message == message)
    #expect(answer.json["Message"] != nil)
  }

  @Test(arguments: ["{", "[]", "1", "null", #"{"a":}"#])
  func `what is no object is not read`(body: String) async throws {
    let streams = try await StreamsUnderTest()
    let answer = try await streams.raw("ListStreams", Array(body.utf8))
    #expect(answer.status == 400 && answer.code == "SerializationException")
  }

  @Test func `what is no call of Kinesis is told so, in the order Kinesis looks at it`()
    async throws
  {
    let streams = try await StreamsUnderTest()
    func answer(
      _ method: HTTPMethod,
      _ headers: HTTPHeaders,
      body: String = "{}"
    ) async throws -> StreamsUnderTest.Answer {
      try await streams.send(
        HTTPRequest(
          method,
          origin: HTTPOrigin(scheme: .http, host: "localhost", port: 4566),
          target: "/",
          headers: headers,
          body: .bytes(Array(body.utf8))
        )
      )
    }
    let json = ("Content-Type", "application/x-amz-json-1.1")
    let list = ("X-Amz-Target", "Kinesis_20131202.ListStreams")
    let get = try await answer(.get, [list.0: list.1, json.0: json.1])
    #expect(get.status == 403)
    #expect(String(decoding: get.bytes, as: UTF8.self).contains("<AccessDeniedException>"))
    let cbor = try await answer(
      .post,
      [list.0: list.1, "Content-Type": "application/x-amz-cbor-1.1"]
    )
    #expect(cbor.status == 404)
    #expect(streams.desk.journal.entries().last?.notes.first?.contains("AWS_CBOR_DISABLE") == true)
    let empty = try await answer(.post, [list.0: list.1, json.0: json.1], body: "")
    #expect(empty.code == "SerializationException")
    for target in ["Kinesis_20131202.Nope", "Kinesis_20131202", "DynamoDB_20120810.ListTables"] {
      let unknown = try await answer(.post, ["X-Amz-Target": target, json.0: json.1])
      #expect(unknown.status == 400 && unknown.code == "UnknownOperationException")
    }
    let page = try await answer(
      .post,
      [list.0: list.1, json.0: json.1, "Origin": "http://localhost"]
    )
    #expect(page.headers["Access-Control-Allow-Origin"] == "*")
    #expect(page.headers["x-amzn-RequestId"]?.utf8.count == 36)
    let asked = try await answer(
      .options,
      ["Origin": "http://localhost", "Access-Control-Request-Headers": "x-amz-target"]
    )
    #expect(asked.headers["Access-Control-Allow-Headers"] == "x-amz-target")
    #expect(asked.headers["Access-Control-Max-Age"] == "172800")
  }
}
