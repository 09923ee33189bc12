public import HTTPWire

/// The records of a consumer as they come, waiting for more at the end.
///
/// They can be gone through once. Asking for the next record says that the last one is processed.
public struct ConsumerRecords<
  Transport: HTTPTransport,
  Key: Decodable & Sendable,
  Value: Decodable & Sendable
>: AsyncSequence, Sendable {
  /// One record.
  public typealias Element = ConsumedRecord<Key, Value>
  /// What ends the records.
  public typealias Failure = KafkaRESTError

  let session: ConsumerSession<Transport>

  /// Commits what was processed by now; wanted only where commits are made on request.
  public func commit() async throws(KafkaRESTError) {
    try await session.commit()
  }

  /// The consumer behind the records, for seeking and for looking at its assignment.
  ///
  /// It may be another one after a while, when the first one was lost.
  public func consumer() async throws(KafkaRESTError) -> ConsumerInstance<Transport> {
    try await session.consumer()
  }

  /// Starts reading; a second reader is the programmer's mistake.
  public func makeAsyncIterator() -> Iterator {
    precondition(session.claimReading(), "the records of a consumer can be gone through once")
    return Iterator(session: session)
  }

  /// The one reading of the records.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let session: ConsumerSession<Transport>
    private var page: ArraySlice<RecordsReply.Item> = []

    fileprivate init(session: ConsumerSession<Transport>) { self.session = session }

    /// Waits for the next record; `nil` ends the records after the silence that was allowed.
    ///
    /// After a record that cannot be decoded, asking again gives the one behind it.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(KafkaRESTError) -> ConsumedRecord<Key, Value>? {
      session.settle()
      if page.isEmpty { page = try await session.nextPage()[...] }
      guard let record = page.popFirst() else { return nil }
      session.handedOut(record)
      do { return try record.decoded(by: session.client.common.options.decoder) } catch {
        throw session.undecodable(record, error)
      }
    }
  }
}

@available(*, unavailable)
extension ConsumerRecords.Iterator: Sendable {}

extension ConsumerSession {
  /// Names the record that is not what it was taken for.
  func undecodable(_ record: RecordsReply.Item, _ error: any Error) -> KafkaRESTError {
    let value = record.value.map { Diagnosis.excerpt(of: $0.bytes, limit: 120) } ?? "null"
    return client.call("decode record of", "\(record.partition)", at: "", concern: .consumer)
      .failure(
        .malformedReply,
        "offset \(record.offset) holds \(value): \(error)",
        advice: "read the values as RawJSON to see what is there",
        underlying: error
      )
  }
}
