import HTTPWire
import KinesisClient
import Testing

/// What goes through a gateway's templates, and what is made of its answers.
@Suite struct KinesisGatewayTests {
  private static let written = answer(
    #"{"SequenceNumber":"4958","ShardId":"shardId-000000000002"}"#
  )

  private func put(
    _ entries: [PutEntry],
    _ replies: [ScriptedTransport.Reply],
    retry: KinesisRetryPolicy = KinesisRetryPolicy()
  ) async throws -> (PutReport, ScriptedTransport) {
    let transport = ScriptedTransport(replies)
    var options = KinesisGateway<ScriptedTransport>.Options()
    options.headers = ["x-api-key": "k"]
    options.retry = retry
    let gateway = KinesisGateway(
      transport,
      endpoint: try HTTPEndpoint("http://127.0.0.1:8080/test"),
      options: options,
      surroundings: StepClock().surroundings
    )
    let stream: StreamName = "streaming-0af8d0adfd13-pin"
    return (await gateway.putRecords(entries, to: stream), transport)
  }

  private static let row = PutEntry(
    #"{"index":7528,"title":"é \"x\""}"#,
    partitionKey: "partition-1"
  )

  @Test func `a single record goes as the course's script sends it`() async throws {
    let (report, transport) = try await put([Self.row], [Self.written])
    #expect(try report.get()[0].shardID == "shardId-000000000002")
    let asked = transport.asked[0]
    #expect(asked.request.method == .put)
    #expect(asked.request.target == "/test/streams/streaming-0af8d0adfd13-pin/record")
    #expect(asked.request.headers["Content-Type"] == "application/json")
    #expect(asked.request.headers["x-api-key"] == "k")
    #expect(asked.request.headers["Authorization"] == nil)
    #expect(
      asked.text
        == #"{"StreamName":"streaming-0af8d0adfd13-pin","Data":{"index":7528,"title":"é \"x\""},"#
        + #""PartitionKey":"partition-1"}"#
    )
  }

  @Test func `many go as texts, and only the refused again`() async throws {
    let partly =
      #"{"FailedRecordCount":1,"Records":[{"SequenceNumber":"1","ShardId":"a"},"#
      + #"{"ErrorCode":"ProvisionedThroughputExceededException","ErrorMessage":"Rate exceeded"}]}"#
    let (report, transport) = try await put([Self.row, Self.row], [answer(partly), Self.written])
    #expect(report.isComplete && report.throttles == 1)
    #expect(
      transport.asked.map { $0.request.target.split(separator: "/").last } == ["records", "record"]
    )
    let element =
      #"{"data":"{\"index\":7528,\"title\":\"é \\\"x\\\"\"}","partition-key":"partition-1"}"#
    #expect(transport.asked[0].text == #"{"records":[\#(element),\#(element)]}"#)
  }

  @Test func `a refusal that comes as 200 is one`() async throws {
    let hidden = answer(
      #"{"__type":"ResourceNotFoundException","message":"Stream x under account 1 not found."}"#
    )
    let (report, _) = try await put([Self.row], [hidden])
    guard case .failed(let error) = report.outcomes[0] else {
      Issue.record("\(report.outcomes[0])")
      return
    }
    #expect(error.code == .resourceNotFound && error.status == 200)
    #expect(
      error.description.hasPrefix(
        "PutRecord on streaming-0af8d0adfd13-pin: ResourceNotFoundException (HTTP 200)"
      )
    )
  }

  @Test func `a throttle that comes as 200 is sat out`() async throws {
    let hidden = answer(
      #"{"__type":"ProvisionedThroughputExceededException","message":"Rate exceeded"}"#
    )
    let busy = page(429, #"{"message":"Too Many Requests"}"#)
    let (report, _) = try await put(
      [Self.row],
      [hidden, busy, hidden, hidden, hidden, Self.written]
    )
    #expect(report.isComplete && report.throttles == 5)
  }

  @Test(arguments: [
    (403, #"{"message":"Missing Authentication Token"}"#, "AccessDeniedException", false),
    (413, #"{"message":"Request Too Long"}"#, "HTTP 413", false),
    (415, #"{"message":"Unsupported Media Type"}"#, "HTTP 415", false),
    (500, #"{"message": "Internal server error"}"#, "InternalFailure", true),
    (504, #"{"message":"Endpoint request timed out"}"#, "ServiceUnavailable", true),
  ])
  func `what a gateway says of itself is told`(
    status: Int,
    body: String,
    code: String,
    mayBeWritten: Bool
  ) async throws {
    let (report, _) = try await put([Self.row], [page(status, body)], retry: .never)
    guard case .failed(let error) = report.outcomes[0] else {
      Issue.record("\(report.outcomes[0])")
      return
    }
    #expect(error.code.rawValue == code && error.mayHaveSucceeded == mayBeWritten)
    #expect(body.contains(error.message))
  }

  @Test(arguments: ["not json", "{", "1 2", ""])
  func `what is no JSON does not go`(text: String) async throws {
    let (report, transport) = try await put([PutEntry(text, partitionKey: "p")], [])
    #expect(report.written == 0 && transport.asked.isEmpty)
  }

  @Test func `a page of somebody else is no success`() async throws {
    let (report, _) = try await put([Self.row], [answer("<html>welcome</html>")], retry: .never)
    guard case .failed(let error) = report.outcomes[0] else {
      Issue.record("\(report.outcomes[0])")
      return
    }
    #expect(error.code == .malformedAnswer)
  }
}
