import HTTPWire
import JSONBytes
import Testing

@testable import LocalCloud

/// The routes in front of the streams, asked without a network between.
@Suite struct GatewayStreamsTests {
  private struct Answer {
    let status: Int
    let json: JSONValue
    let headers: HTTPHeaders
  }

  private static func gateway(
    isStrict: Bool = false
  ) async throws -> (StreamsUnderTest, Gateway) {
    let streams = try await StreamsUnderTest { $0.firstStreams = ["s"] }
    let service = streams.service
    let routes = try GatewayRoute.streams { operation, body, request in
      await service.answer(operation, body: body, for: request)
    }
    let elsewhere = GatewayRoute.Backend(endpoint: try HTTPEndpoint("http://127.0.0.1:8082")) { _ in
      HTTPResponse(status: 299)
    }
    let gateway = Gateway(
      routes: routes + [GatewayRoute(nil, "/{proxy+}", .proxy(elsewhere))],
      isStrict: isStrict,
      desk: streams.desk,
      identifiers: RequestIdentifiers()
    )
    return (streams, gateway)
  }

  private static func ask(
    _ gateway: Gateway,
    _ method: HTTPMethod,
    _ path: String,
    _ body: String = "",
    type: String? = "application/json"
  ) async throws -> Answer {
    var request = HTTPRequest(
      method,
      origin: HTTPOrigin(scheme: .http, host: "localhost", port: 8080),
      target: "/test" + path,
      body: body.isEmpty ? .empty : .bytes(Array(body.utf8))
    )
    if let type { request.headers["Content-Type"] = type }
    let response = await gateway.answer(request)
    let bytes = try await response.body.collect(upTo: 1 << 20)
    let json = (try? JSONValue(parsing: bytes)) ?? .null
    return Answer(status: response.status, json: json, headers: response.headers)
  }

  @Test func `a refusal comes as 200, unless the status shall be passed on`() async throws {
    let (streams, lenient) = try await Self.gateway()
    let answer = try await Self.ask(lenient, .get, "/streams/nope")
    #expect(answer.status == 200 && answer.json["__type"] == "ResourceNotFoundException")
    let entry = try #require(streams.desk.journal.entries(service: .gateway).last)
    #expect(entry.errorCode == "ResourceNotFoundException")
    #expect(entry.notes.first?.contains("the client is told 200") == true)
    let (_, strict) = try await Self.gateway(isStrict: true)
    #expect(try await Self.ask(strict, .get, "/streams/nope").status == 400)
  }

  @Test func `data that is no base64 is diagnosed`() async throws {
    let (streams, _) = try await Self.gateway()
    let template = try MappingTemplate(
      #"{"StreamName":"s","Data":"$input.path('$.Data')","PartitionKey":"k"}"#
    )
    let service = streams.service
    let integration = ServiceIntegration(
      action: .putRecord,
      templates: ["application/json": template]
    ) { await service.answer($0, body: $1, for: $2) }
    let gateway = Gateway(
      routes: [GatewayRoute(.put, "/put", .service(integration))],
      desk: streams.desk,
      identifiers: RequestIdentifiers()
    )
    let answer = try await Self.ask(gateway, .put, "/put", #"{"Data":{"index":1}}"#)
    #expect(answer.status == 200 && answer.json["__type"] == "SerializationException")
    let notes = streams.desk.journal.entries(service: .kinesis).last?.notes ?? []
    #expect(notes.first?.hasPrefix("Data is a Java map and not base64") == true)
  }

  @Test func `resources of the streams come before everything else`() async throws {
    let (_, gateway) = try await Self.gateway()
    #expect(try await Self.ask(gateway, .get, "/topics").status == 299)
    #expect(try await Self.ask(gateway, .get, "/streams/s/elsewhere").status == 299)
    let forbidden = try await Self.ask(gateway, .patch, "/streams/s")
    #expect(forbidden.status == 403)
    #expect(forbidden.json["message"] == "Missing Authentication Token")
    let slash = try await Self.ask(gateway, .get, "/streams/")
    #expect(slash.json["StreamNames"] == ["s"])
    #expect(slash.headers["x-amzn-RequestId"] != nil && slash.headers["x-amz-id-2"] == nil)
    let cors = try await Self.ask(gateway, .options, "/streams/s/record")
    #expect(cors.headers["Access-Control-Allow-Origin"] == "*")
  }

  @Test(arguments: [
    ("application/json", 200), ("application/json; charset=utf-8", 200), (nil, 200),
    ("text/plain", 415), ("application/vnd.kafka.json.v2+json", 415),
  ])
  func `only the type that has a template is taken`(type: String?, status: Int) async throws {
    let (_, gateway) = try await Self.gateway()
    let body = #"{"Data":{"index":1},"PartitionKey":"k"}"#
    #expect(
      try await Self.ask(gateway, .put, "/streams/s/record", body, type: type).status == status
    )
  }

  @Test func `a body that is no JSON is refused before Kinesis is asked`() async throws {
    let (streams, gateway) = try await Self.gateway()
    let answer = try await Self.ask(gateway, .put, "/streams/s/record", "{nope")
    #expect(answer.status == 400)
    #expect(
      answer.json["message"]?.string?.hasPrefix("Could not parse request body into json: ") == true
    )
    #expect(streams.desk.journal.entries(service: .kinesis).isEmpty)
  }

  @Test func `a stream can be named behind the question mark`() async throws {
    let (_, gateway) = try await Self.gateway()
    let body = #"{"Data":{"index":1},"PartitionKey":"k"}"#
    let answer = try await Self.ask(gateway, .put, "/streams/record?stream-name=s", body)
    #expect(answer.json["SequenceNumber"] != nil)
  }

  @Test func `a fault cuts what stands behind the gateway, not the gateway`() async throws {
    let (streams, gateway) = try await Self.gateway()
    try streams.desk.faults.add(FaultRule(.kinesis, times: 1, drop: .beforeWork))
    let answer = try await Self.ask(gateway, .get, "/streams")
    #expect(answer.status == 500)
    #expect(answer.json["message"] == "Internal server error")
  }
}
