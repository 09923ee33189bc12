import EventLog
import Foundation
import HTTPWire
import JSONBytes

@testable import LocalCloud

/// The streams in memory under a clock that stands still, asked without a network between and without signatures.
struct StreamsUnderTest {
  let clock: CloudClock
  let log: EmbeddedLog
  let service: KinesisService
  let desk: Desk

  init(_ configure: (inout KinesisService.Options) -> Void = { _ in }) async throws {
    let clock = CloudClock(following: { .microseconds(1_795_159_978_086_500) })
    var logging = EmbeddedLog.Options()
    logging.now = { clock.date }
    logging.clock = clock
    let log = EmbeddedLog.inMemory(logging)
    try await self.init(log, clock, configure)
  }

  init(
    _ log: EmbeddedLog,
    _ clock: CloudClock,
    _ configure: (inout KinesisService.Options) -> Void = { _ in }
  ) async throws {
    var options = KinesisService.Options()
    options.authentication = .none
    configure(&options)
    let storage = try StreamStorage(log: log, clock: clock)
    try await storage.open()
    self.log = log
    self.clock = clock
    desk = Desk(clock: clock, faults: Faults())
    service = KinesisService(
      storage: storage,
      desk: desk,
      options: options,
      identifiers: RequestIdentifiers()
    )
    desk.faults.know([service])
    try await service.prepare()
  }

  /// What was answered.
  struct Answer {
    let status: Int
    let headers: HTTPHeaders
    let bytes: [UInt8]

    var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }
    var code: String? { json["__type"]?.string }
    var message: String? { (json["message"] ?? json["Message"])?.string }

    subscript(name: String) -> JSONValue { json[name] ?? .null }
  }

  /// Makes a call with a body.
  @discardableResult
  func callAsFunction(_ operation: String, _ body: JSONValue) async throws -> Answer {
    try await raw(operation, body.bytes)
  }

  func raw(_ operation: String, _ body: [UInt8]) async throws -> Answer {
    var request = HTTPRequest(
      .post,
      origin: HTTPOrigin(scheme: .http, host: "localhost", port: 4566),
      target: "/",
      headers: [
        "X-Amz-Target": "Kinesis_20131202.\(operation)",
        "Content-Type": "application/x-amz-json-1.1",
      ]
    )
    request.body = .bytes(body)
    return try await send(request)
  }

  func send(_ request: HTTPRequest) async throws -> Answer {
    let response = await service.answer(request)
    return Answer(
      status: response.status,
      headers: response.headers,
      bytes: try await response.body.collect(upTo: 1 << 26)
    )
  }

  @discardableResult
  func put(_ text: String, key: String = "k", in stream: String = "s") async throws -> Answer {
    try await self(
      "PutRecord",
      [
        "StreamName": .string(stream), "PartitionKey": .string(key),
        "Data": .string(Data(text.utf8).base64EncodedString()),
      ]
    )
  }

  func iterator(
    _ type: String = "TRIM_HORIZON",
    shard: Int = 0,
    of stream: String = "s",
    _ more: JSONObject = [:]
  ) async throws -> Answer {
    let members: JSONObject = [
      "StreamName": .string(stream), "ShardId": .string("\(ShardID(shard))"),
      "ShardIteratorType": .string(type),
    ]
    return try await self("GetShardIterator", .object(JSONObject(members.members + more.members)))
  }

  func read(_ iterator: JSONValue, limit: Int? = nil) async throws -> Answer {
    var body: JSONObject = ["ShardIterator": iterator]
    if let limit { body["Limit"] = .number(JSONNumber(limit)) }
    return try await self("GetRecords", .object(body))
  }

  /// The texts of all records of a shard.
  func texts(shard: Int = 0, of stream: String = "s") async throws -> [String] {
    try await read(try await iterator(shard: shard, of: stream)["ShardIterator"]).texts
  }
}

extension StreamsUnderTest.Answer {
  /// The data of the records in it, as texts.
  var texts: [String] {
    (self["Records"].array ?? []).map { record in
      let data = Data(base64Encoded: record["Data"]?.string ?? "") ?? Data()
      return String(decoding: data, as: UTF8.self)
    }
  }

  /// The numbers of the records in it.
  var numbers: [String] {
    (self["Records"].array ?? []).compactMap { $0["SequenceNumber"]?.string }
  }
}
