public import FoundationEssentials
import HTTPWire

extension KafkaRESTClient {
  /// Sends records to a topic in one request and says what became of each of them, in their order.
  ///
  /// Throws where no record was written for certain, or where nothing is known of any of them
  /// (``KafkaRESTError/mayHaveArrived``). Records the cluster refuses for a passing reason are sent
  /// again by themselves. `partition` is where records go that name none themselves; by default
  /// their keys decide. The schema formats need `schemas`.
  @inlinable public func produce<Key, Value>(
    _ records: [Record<Key, Value>],
    to topic: TopicName,
    as format: EmbeddedFormat = .json,
    partition: Int? = nil,
    schemas: RecordSchemas = RecordSchemas()
  ) async throws(KafkaRESTError) -> ProduceReport {
    let route = ProduceRoute(topic: topic, format: format, partition: partition, schemas: schemas)
    return try await produceEncoded(try encode(records, for: route), along: route)
  }

  /// Sends one record to a topic.
  @inlinable public func produce<Key, Value>(
    _ record: Record<Key, Value>,
    to topic: TopicName,
    as format: EmbeddedFormat = .json
  ) async throws(KafkaRESTError) -> RecordOutcome {
    try await produce([record], to: topic, as: format)[0]
  }

  @inlinable func encode<Key, Value>(
    _ records: [Record<Key, Value>],
    for route: ProduceRoute
  ) throws(KafkaRESTError) -> EncodedRecords {
    let (encoder, dialect) = (common.options.encoder, common.options.dialect)
    do throws(UnencodableRecord) {
      return try EncodedRecords(records, encoder: encoder, dialect: dialect)
    } catch { throw unencodable(error.cause, position: error.position, route: route) }
  }

  /// Sends encoded records, and those the cluster refused for a passing reason once more.
  @usableFromInline func produceEncoded(
    _ records: consuming EncodedRecords,
    along route: ProduceRoute
  ) async throws(KafkaRESTError) -> ProduceReport {
    guard records.count > 0 else { return ProduceReport(outcomes: []) }
    var records = records
    let body = records.finish(schemas: route.schemas)
    var report = try await produceOnce(body, count: records.count, along: route)
    var attempt = 1
    while let pause = pause(afterRefusalsIn: report, attempt: attempt) {
      // Cancelled while waiting: what is known by now is the result.
      do { try await common.options.clock.sleep(for: pause) } catch { return report }
      common.options.onRetry()
      let refused = report.indices.filter { isWorthRepeating(report[$0]) }
      await repeatRefused(refused, of: records, along: route, in: &report)
      attempt += 1
    }
    return report
  }

  /// Names the record that cannot be put into a request.
  @usableFromInline func unencodable(_ error: any Error, position: Int?, route: ProduceRoute)
    -> KafkaRESTError
  {
    let place = position.map { "record \($0): " } ?? ""
    return self.call("produce to", route.topic.text, .post, at: route.path).failure(
      error is RecordTooRich ? .unsupported : .invalidInput,
      "\(place)\(error)",
      underlying: error
    )
  }

  private func produceOnce(
    _ body: [UInt8],
    count: Int,
    along route: ProduceRoute
  ) async throws(KafkaRESTError) -> ProduceReport {
    var call = self.call(
      "produce to",
      route.topic.text,
      .post,
      at: route.path,
      sending: (route.format.mediaType, body)
    )
    call.sendsRecords = true
    if common.options.sendsIdempotencyKey {
      call.request.headers["Idempotency-Key"] = idempotencyKey()
    }
    let answer = try await perform(call)
    var report: ProduceReport
    do {
      report =
        try PlainReply.report(from: answer.body, expecting: count)
        ?? ProduceReply.report(from: answer.body)
    } catch {
      throw call.malformed(answer, underlying: error)
    }
    guard report.count == count else {
      throw call.failure(
        .malformedReply,
        "\(report.count) reports on \(count) records",
        mayHaveArrived: true
      )
    }
    if answer.followsDoubtfulAttempt, !isProtectedFromDuplicates {
      report.outcomes = report.outcomes.map(\.inDoubt)
    }
    return report
  }

  /// Whether a repeated request is known to the proxy for what it is.
  private var isProtectedFromDuplicates: Bool {
    common.options.sendsIdempotencyKey && common.options.dialect.honoursIdempotencyKey
  }

  private func idempotencyKey() -> String {
    [common.options.random(), common.options.random()].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

// MARK: - Records refused for a passing reason

extension KafkaRESTClient {
  private func pause(afterRefusalsIn report: ProduceReport, attempt: Int) -> Duration? {
    guard report.contains(where: isWorthRepeating) else { return nil }
    return common.options.retries.pause(
      afterAttempt: attempt,
      retryAfter: nil,
      random: common.options.random
    )
  }

  private func isWorthRepeating(_ outcome: RecordOutcome) -> Bool {
    guard case .refused(let refusal) = outcome, refusal.isRetriable else { return false }
    return common.options.delivery == .atLeastOnce || !refusal.mayBeWritten
  }

  private func repeatRefused(
    _ positions: [Int],
    of records: EncodedRecords,
    along route: ProduceRoute,
    in report: inout ProduceReport
  ) async {
    do throws(KafkaRESTError) {
      var again = records.selecting(positions)
      let body = again.finish(schemas: route.schemas)
      let second = try await produceOnce(body, count: again.count, along: route)
      for (position, outcome) in zip(positions, second) {
        report.outcomes[position] = outcome.following(report.outcomes[position])
      }
    } catch {
      for position in positions {
        report.outcomes[position] = RecordOutcome.failed(error)
          .following(report.outcomes[position])
      }
    }
  }
}

/// Where records go and how they are spelled: what all records of one request have in common.
@usableFromInline struct ProduceRoute: Hashable, Sendable {
  var topic: TopicName
  var format: EmbeddedFormat
  var partition: Int?
  var schemas: RecordSchemas

  @usableFromInline init(
    topic: TopicName,
    format: EmbeddedFormat,
    partition: Int? = nil,
    schemas: RecordSchemas
  ) {
    self.topic = topic
    self.format = format
    self.partition = partition
    self.schemas = schemas
  }

  /// The path below the base URL; a topic's name never needs percent-encoding.
  var path: String {
    partition.map { "/topics/\(topic.text)/partitions/\($0)" } ?? "/topics/\(topic.text)"
  }
}
