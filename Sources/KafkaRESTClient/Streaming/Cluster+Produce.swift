import FoundationEssentials
import HTTPWire
import JSONBytes

extension Cluster {
  /// Sends records as they come, over one request that lasts as long as they do.
  ///
  /// The reports must be read: the proxy stops taking records when nobody takes its reports. A
  /// stream cannot be sent again, so nothing is retried.
  public func produce<Records: AsyncSequence & Sendable, Key, Value>(
    streaming records: Records,
    to topic: TopicName,
    keys: PartEncoding = .json,
    values: PartEncoding = .json
  ) async throws(KafkaRESTError) -> ProduceReports
  where Records.Element == Record<Key, Value> {
    let sent = SentCount()
    let writer = StreamedRecordWriter(keys: keys, values: values)
    let encoder = client.options.encoder
    let body = HTTPByteStream {
      var iterator = records.makeAsyncIterator()
      return {
        guard let record = try await iterator.next(isolation: #isolation) else { return nil }
        let bytes = try writer.bytes(of: record, encoder: encoder)
        sent.add()
        return bytes
      }
    }
    let call = try recordsCall(topic, at: "records", .stream(body))
    let response: HTTPResponse
    do throws(HTTPTransportError) {
      response = try await client.transport.send(call.request)
    } catch { throw call.diagnosis(of: error) }
    guard response.status == 200 else { throw await refusal(of: call, response) }
    return ProduceReports(call: call, chunks: response.body.chunks, sent: sent)
  }

  /// Sends a handful of records in one request, each with a report of its own.
  ///
  /// Confluent's proxy takes ten of them by default; the v2 API takes as many as like.
  public func produce<Key, Value>(
    batch records: [Record<Key, Value>],
    to topic: TopicName,
    keys: PartEncoding = .json,
    values: PartEncoding = .json
  ) async throws(KafkaRESTError) -> [RecordOutcome] {
    guard !records.isEmpty else { return [] }
    let writer = StreamedRecordWriter(keys: keys, values: values)
    var call = try recordsCall(topic, at: "records:batch", .empty)
    let encoder = client.options.encoder
    do {
      var json = JSONWriter()
      try json.object { envelope in
        try envelope.array("entries") { list in
          for (id, record) in records.enumerated() {
            list.write(raw: try writer.bytes(of: record, id: id, encoder: encoder))
          }
        }
      }
      call.request.body = .bytes(json.bytes)
    } catch { throw call.failure(.invalidInput, "\(error)", underlying: error) }
    let answer = try await client.perform(call)
    return try outcomes(in: answer, of: call, count: records.count)
  }

  private func recordsCall(
    _ topic: TopicName,
    at path: String,
    _ body: HTTPBody
  ) throws(KafkaRESTError) -> Call {
    var call = try call("produce to", topic.text, .post, at: "/topics/\(topic)/\(path)")
    call.sendsRecords = true
    call.request.headers["Content-Type"] = MediaType.v3
    call.request.body = body
    return call
  }

  private func refusal(of call: Call, _ response: HTTPResponse) async -> KafkaRESTError {
    let body = (try? await response.body.collect(upTo: client.options.largestAnswer)) ?? []
    let answer = Answer(status: response.status, headers: response.headers, body: body)
    let options = client.options
    return call.diagnosis(of: answer, dialect: options.dialect, now: options.now)
      ?? call.malformed(answer)
  }

  /// Puts successes and failures, which come apart, back into the order of the records.
  private func outcomes(
    in answer: Answer,
    of call: Call,
    count: Int
  ) throws(KafkaRESTError) -> [RecordOutcome] {
    var outcomes: [RecordOutcome?] = Array(repeating: nil, count: count)
    do {
      for report in try BatchReply.reports(in: answer.body) {
        guard let id = report.id.flatMap({ Int($0) }), outcomes.indices.contains(id) else {
          continue
        }
        outcomes[id] = answer.followsDoubtfulAttempt ? report.outcome.inDoubt : report.outcome
      }
    } catch { throw call.malformed(answer, underlying: error) }
    let known = outcomes.compactMap { $0 }
    guard known.count == count else { throw call.malformed(answer) }
    return known
  }
}

/// The answer to `records:batch`.
private enum BatchReply {
  static func reports(in body: [UInt8]) throws(JSONError) -> [StreamReport] {
    var reports: [StreamReport] = []
    try JSONScanner.scan(body) { json throws(JSONError) in
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "successes", "failures":
          try json.beginArray()
          while try json.nextElement() { reports.append(try StreamReport(from: &json)) }
        default: try json.skipValue()
        }
      }
      try json.finish()
    }
    return reports
  }
}
