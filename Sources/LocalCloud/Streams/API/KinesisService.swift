import FoundationEssentials
import HTTPServer
import HTTPWire
import JSONBytes
import Synchronization

/// The streams as their clients see them: Kinesis's requests, answers and errors.
final class KinesisService: CloudService {
  /// The largest body: ten mebibytes of records in base64, and what is around them.
  private static let largestBody = 16 << 20

  let service = Service.kinesis
  let operations = Set(KinesisOperation.allCases.map(\.rawValue) + ["Unknown", "Preflight"])
  let storage: StreamStorage
  let options: Options
  let desk: Desk
  /// What is let pass; `nil` lets everything pass.
  let limits: KinesisLimits?
  let subscriptions = Subscriptions()

  private let gate: KinesisGate
  private let identifiers: RequestIdentifiers
  private let turns = Atomic<UInt32>(0)

  init(
    storage: StreamStorage,
    desk: Desk,
    options: Options = Options(),
    identifiers: RequestIdentifiers
  ) {
    self.storage = storage
    self.desk = desk
    self.options = options
    limits = options.throttle == .realistic ? KinesisLimits(clock: desk.clock) : nil
    gate = KinesisGate(options.authentication)
    self.identifiers = identifiers
  }

  /// A number that no other iterator of the last minutes has.
  var nextTurn: UInt32 { turns.wrappingAdd(1, ordering: .relaxed).newValue }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    var response: HTTPResponse
    if request.method == .options, request.headers.contains("Origin") {
      response = await preflight(request)
    } else {
      response = await received(request)
      if response.status > 0 { identifiers.stampKinesis(&response) }
    }
    if response.status > 0, request.headers.contains("Origin") {
      response.headers["Access-Control-Allow-Origin"] = "*"
      response.headers["Access-Control-Expose-Headers"] =
        "x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date"
    }
    return response
  }

  /// Answers a call of this cloud's own that nobody has to sign: what the gateway's role may do.
  func answer(
    _ operation: KinesisOperation,
    body: [UInt8],
    for request: HTTPRequest
  ) async -> HTTPResponse {
    await serve(operation, body, request) { _ throws(KinesisFailure) in }
  }

  func reset() async throws {
    try await storage.reset()
    limits?.reset()
    try await prepare()
  }

  /// Makes the streams that are there from the start, where they are not.
  func prepare() async throws {
    try await storage.sweep()
    let missing = options.firstStreams.filter { storage.stream($0) == nil }
    guard !missing.isEmpty else { return }
    _ = try await storage.create(missing.map { newStream($0, shards: 4, mode: .onDemand) })
  }

  private func preflight(_ request: HTTPRequest) async -> HTTPResponse {
    await desk.serve(ServiceCall(.kinesis, "Preflight"), request, refusal: Self.refusal) { _ in
      var response = HTTPResponse(status: 200, headers: ["Access-Control-Max-Age": "172800"])
      for (asked, allowed) in [
        ("Access-Control-Request-Headers", "Access-Control-Allow-Headers"),
        ("Access-Control-Request-Method", "Access-Control-Allow-Methods"),
      ] {
        if let value = request.headers[asked] { response.headers[allowed] = value }
      }
      return response
    }
  }

  private func received(_ request: HTTPRequest) async -> HTTPResponse {
    var request = request
    let body: [UInt8]
    do { body = try await request.body.collect(upTo: Self.largestBody) } catch {
      return await refuse(request, HTTPResponse(status: error is HTTPBodyTooLarge ? 413 : 400))
    }
    request.body = .bytes(body)
    if let refusal = Self.refusal(of: request, body) { return await refuse(request, refusal) }
    guard let operation = Self.operation(of: request) else {
      return await refuse(request, KinesisFailure.unknownOperation.response)
    }
    return await serve(operation, body, request) { now throws(KinesisFailure) in
      try gate.admit(request, body, at: now)
    }
  }

  /// Does a call under the eyes of the desk.
  private func serve(
    _ operation: KinesisOperation,
    _ body: [UInt8],
    _ request: HTTPRequest,
    admit: (Date) throws(KinesisFailure) -> Void
  ) async -> HTTPResponse {
    let date = desk.clock.date
    let now = Int(LogTime.milliseconds(date))
    if let put = PlainPut(operation, body) {
      return await register(operation, ["stream": put.stream], request) {
        (sheet) throws(KinesisFailure) in
        try admit(date)
        return try await self.put(put, operation, at: now, &sheet)
      }
    }
    let input = try? JSONValue(parsing: body, maximumDepth: 64).object
    let call = KinesisCall(operation: operation, input: input ?? JSONObject(), now: now)
    return await register(operation, attributes(of: call), request) {
      (sheet) throws(KinesisFailure) in
      guard input != nil else { throw .serialization(note: "the body is no JSON object") }
      try admit(date)
      try RequestTypes.check(call.input, operation.members)
      try RequestRules.check(call.input, operation.members)
      return try await perform(call, &sheet)
    }
  }

  private func register(
    _ operation: KinesisOperation,
    _ attributes: [String: String],
    _ request: HTTPRequest,
    _ work: (inout Desk.Sheet) async throws(KinesisFailure) -> HTTPResponse
  ) async -> HTTPResponse {
    let call = ServiceCall(.kinesis, operation.rawValue, attributes)
    return await desk.serve(call, request, refusal: Self.refusal) { sheet in
      do throws(KinesisFailure) { return try await work(&sheet) } catch {
        sheet.errorCode = error.code
        if let note = error.note { sheet.notes.append(note) }
        return error.response
      }
    }
  }

  private func attributes(of call: KinesisCall) -> [String: String] {
    if call.operation == .getRecords, let text = call.text("ShardIterator"),
      let iterator = ShardIterator(text, sealedWith: storage.iteratorKey)
    {
      return ["stream": iterator.streamName, "shard": "\(iterator.shard)"]
    }
    return call.streamName.map { ["stream": $0] } ?? [:]
  }

  private func refuse(_ request: HTTPRequest, _ response: HTTPResponse) async -> HTTPResponse {
    await desk.serve(ServiceCall(.kinesis, "Unknown"), request, refusal: Self.refusal) { sheet in
      if request.headers["Content-Type"]?.contains("cbor") == true {
        sheet.notes.append("this cloud speaks JSON: set AWS_CBOR_DISABLE=1 for a Java client")
      }
      return response
    }
  }

  private static func refusal(_ failure: FaultRule.Failure) -> HTTPResponse {
    KinesisFailure(failure).response
  }
}
