import HTTPWire
import JSONBytes

/// What a shard sends to a registered consumer, for the five minutes a subscription lasts.
///
/// It can be gone through once. ``KinesisStream/withConsumer(_:_:)`` subscribes anew by itself.
public struct ShardSubscription: AsyncSequence, Sendable {
  /// What arrives at once.
  public typealias Element = ShardEvent
  /// What ends the events before their time.
  public typealias Failure = KinesisError

  let shard: ShardID
  let answer: Answer

  /// Starts reading.
  public func makeAsyncIterator() -> Iterator {
    Iterator(shard: shard, answer: answer, chunks: answer.body.chunks.makeAsyncIterator())
  }

  /// The one reading of the events.
  public struct Iterator: AsyncIteratorProtocol {
    let shard: ShardID
    let answer: Answer
    var chunks: HTTPByteStream.Iterator
    private var decoder = EventStreamDecoder()

    init(shard: ShardID, answer: Answer, chunks: HTTPByteStream.Iterator) {
      self.shard = shard
      self.answer = answer
      self.chunks = chunks
    }

    /// Waits for the next event; `nil` is the end of the subscription, not of the shard.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(KinesisError) -> ShardEvent? {
      while true {
        while let message = try message() {
          if let event = try event(message) { return event }
        }
        guard let chunk = try await chunk(actor) else {
          do { try decoder.finish() } catch { throw fault(.unreachable, error.description, error) }
          return nil
        }
        decoder.feed(chunk)
      }
    }

    private mutating func message() throws(KinesisError) -> EventStreamMessage? {
      do { return try decoder.next() } catch {
        throw fault(.malformedAnswer, error.description, error)
      }
    }

    private mutating func chunk(
      _ actor: isolated (any Actor)?
    ) async throws(KinesisError) -> [UInt8]? {
      do { return try await chunks.next(isolation: actor) } catch {
        let reason = KinesisError(reading: error)
        throw fault(reason.code, reason.message, error)
      }
    }

    /// The event in a message; `nil` for the greeting and for kinds that may come later.
    private func event(_ message: EventStreamMessage) throws(KinesisError) -> ShardEvent? {
      switch message.text(":message-type") {
      case "event" where message.text(":event-type") == "SubscribeToShardEvent":
        var content = answer
        content.bytes = message.payload
        return try content.read { json throws(JSONError) in
          try ShardEvent(from: &json, in: shard)
        }
      case "exception":
        let word = message.text(":exception-type") ?? "an exception without a name"
        throw fault(.init(wire: word), ServiceFault(message.payload).message, nil)
      case "error":
        let word = message.text(":error-code") ?? "an error without a name"
        throw fault(.init(wire: word), message.text(":error-message") ?? "", nil)
      default: return nil
      }
    }

    private func fault(
      _ code: KinesisError.Code,
      _ message: String,
      _ underlying: (any Error)?
    ) -> KinesisError {
      var error = KinesisError(code, message, underlying: underlying)
      error.requestID = answer.requestID
      return answer.call.locate(error)
    }
  }
}

@available(*, unavailable)
extension ShardSubscription.Iterator: Sendable {}
