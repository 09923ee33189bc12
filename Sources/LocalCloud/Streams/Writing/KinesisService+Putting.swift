import Digests
import EventLog
import HTTPWire
import JSONBytes

/// Writing records.
extension KinesisService {
  /// The most bytes that the records of one call may have.
  private static let largestBatch = 10 << 20

  func putRecord(
    _ call: KinesisCall,
    _ sheet: inout Desk.Sheet
  ) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try readyStream(of: call)
    let record = try NewRecord(call.input)
    if let text = call.text("SequenceNumberForOrdering") {
      try checkOrdering(text, stream, call)
    }
    return try await putRecord(record, in: stream, &sheet)
  }

  func putRecords(
    _ call: KinesisCall,
    _ sheet: inout Desk.Sheet
  ) async throws(KinesisFailure) -> HTTPResponse {
    let stream = try readyStream(of: call)
    var records: [NewRecord] = []
    for entry in call.input["Records"]?.array ?? [] {
      records.append(try NewRecord(entry.object ?? JSONObject()))
    }
    return try await putRecords(records, in: stream, &sheet)
  }

  /// Does a put that was read the quick way.
  func put(
    _ put: PlainPut,
    _ operation: KinesisOperation,
    at now: Int,
    _ sheet: inout Desk.Sheet
  ) async throws(KinesisFailure) -> HTTPResponse {
    guard let stream = storage.stream(put.stream), isReady(stream, at: now) else {
      throw .streamNotFound(put.stream)
    }
    return operation == .putRecord
      ? try await putRecord(put.records[0], in: stream, &sheet)
      : try await putRecords(put.records, in: stream, &sheet)
  }

  private func putRecord(
    _ record: NewRecord,
    in stream: Stream,
    _ sheet: inout Desk.Sheet
  ) async throws(KinesisFailure) -> HTTPResponse {
    try record.check(limit: stream.largestRecord, member: "data")
    note([record], &sheet)
    switch try await store([record], in: stream, sheet).first {
    case .stored(let shard, let number)?:
      return KinesisAnswer.bytes(Self.answer(shard, number))
    case .refused(let failure)?: throw failure
    case nil: throw .internalFailure
    }
  }

  private func putRecords(
    _ records: [NewRecord],
    in stream: Stream,
    _ sheet: inout Desk.Sheet
  ) async throws(KinesisFailure) -> HTTPResponse {
    let limit = stream.largestRecord
    var size = 0
    for (index, record) in records.enumerated() {
      try record.check(limit: limit, member: "records.\(index + 1).member.data")
      size += record.size
    }
    guard size <= Self.largestBatch else {
      throw .invalidArgument("Records size exceeds 10 MB limit")
    }
    note(records, &sheet)
    return KinesisAnswer.bytes(Self.answer(try await store(records, in: stream, sheet)))
  }

  private func checkOrdering(
    _ text: String,
    _ stream: Stream,
    _ call: KinesisCall
  ) throws(KinesisFailure) {
    guard let number = SequenceNumber(text), number.time <= call.now / 1000 + 1 else {
      throw .invalidArgument(
        "ExclusiveMinimumSequenceNumber \(text) used in PutRecord on stream \(stream.name) "
          + "under account \(KinesisFailure.account) is invalid."
      )
    }
  }

  /// Says in the journal what looks like a producer's mistake, once a call.
  private func note(_ records: [NewRecord], _ sheet: inout Desk.Sheet) {
    for record in records {
      guard let diagnosis = DataDiagnosis.ofStored(record.data) else { continue }
      return sheet.notes.append(diagnosis)
    }
  }

  /// How one record fared.
  enum PutOutcome: Sendable {
    case stored(ShardID, SequenceNumber)
    case refused(KinesisFailure)
  }

  /// Stores what can be stored, in one write, and says of the rest why not.
  private func store(
    _ records: [NewRecord],
    in stream: Stream,
    _ sheet: Desk.Sheet
  ) async throws(KinesisFailure) -> [PutOutcome] {
    do throws(LogError) {
      return try await stream.gate.writing { () async throws(LogError) in
        let map = stream.map
        var shards: [Shard] = []
        var batch: [Record] = []
        shards.reserveCapacity(records.count)
        batch.reserveCapacity(records.count)
        var refusals: [Int: KinesisFailure] = [:]
        for (index, record) in records.enumerated() {
          let shard = map.shard(for: record.hashKey)
          if sheet.failingRecords.contains(index) {
            refusals[index] = Self.fault(sheet, shard.id, stream.name)
          } else if let limits, !limits.admit(bytes: record.size, to: shard.id, of: stream) {
            refusals[index] = .throttled(shard.id, stream.name)
          } else {
            shards.append(shard)
            batch.append(record.record(in: shard.id))
          }
        }
        let receipt = try await storage.log.append(batch, to: stream.topic)
        var places = zip(shards, receipt.placements).makeIterator()
        return records.indices.map { index in
          if let refusal = refusals[index] { return .refused(refusal) }
          guard let (shard, place) = places.next() else { return .refused(.internalFailure) }
          let milliseconds = place.timestamp.milliseconds
          return .stored(
            shard.id,
            shard.sequenceNumber(offset: place.offset, milliseconds: milliseconds)
          )
        }
      }
    } catch {
      throw error.code == .unknownTopic ? .streamNotFound(stream.name) : KinesisFailure(error)
    }
  }

  /// With what a record fails that a fault rule names.
  private static func fault(
    _ sheet: Desk.Sheet,
    _ shard: ShardID,
    _ stream: String
  ) -> KinesisFailure {
    guard let failure = sheet.recordFailure else { return .throttled(shard, stream) }
    return failure.code == "InternalFailure" ? .internalFailure : KinesisFailure(failure)
  }

  private static func answer(_ shard: ShardID, _ number: SequenceNumber) -> [UInt8] {
    var json: [UInt8] = []
    json.reserveCapacity(128)
    write(shard, number, to: &json)
    return json
  }

  private static func answer(_ outcomes: [PutOutcome]) -> [UInt8] {
    let failed = outcomes.count { if case .refused = $0 { true } else { false } }
    var json: [UInt8] = []
    json.reserveCapacity(64 + 128 * outcomes.count)
    JSONWriter.append(raw: #"{"FailedRecordCount":"#, to: &json)
    JSONWriter.append(failed, to: &json)
    JSONWriter.append(raw: #","Records":["#, to: &json)
    for (index, outcome) in outcomes.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      switch outcome {
      case .stored(let shard, let number): write(shard, number, to: &json)
      case .refused(let failure):
        json += KinesisAnswer.object([
          "ErrorCode": failure.code, "ErrorMessage": failure.message ?? "",
        ])
      }
    }
    JSONWriter.append(raw: "]}", to: &json)
    return json
  }

  private static func write(_ shard: ShardID, _ number: SequenceNumber, to json: inout [UInt8]) {
    JSONWriter.append(raw: #"{"ShardId":""#, to: &json)
    shard.append(to: &json)
    JSONWriter.append(raw: #"","SequenceNumber":""#, to: &json)
    number.append(to: &json)
    JSONWriter.append(raw: #""}"#, to: &json)
  }
}

extension KinesisFailure {
  static let internalFailure = KinesisFailure(
    "InternalFailure",
    "Internal service failure.",
    status: 500
  )

  static func throttled(_ shard: ShardID, _ stream: String) -> KinesisFailure {
    KinesisFailure(
      "ProvisionedThroughputExceededException",
      "Rate exceeded for shard \(shard) in stream \(stream) under account \(account)."
    )
  }
}
