import HTTPWire
import Synchronization

/// The outcomes of streamed records, in the order of the records, while these are still being sent.
///
/// They can be gone through once. When they end by themselves, there was one for every record;
/// when the connection ends before, an error says how many are open.
public struct ProduceReports: AsyncSequence, Sendable {
  /// One outcome.
  public typealias Element = RecordOutcome
  /// What ends the reports early.
  public typealias Failure = KafkaRESTError

  let call: Call
  let chunks: HTTPByteStream
  let sent: SentCount

  /// Starts reading.
  public func makeAsyncIterator() -> Iterator {
    Iterator(call: call, chunks: chunks.makeAsyncIterator(), sent: sent)
  }

  /// The one reading of the reports.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let call: Call
    fileprivate var chunks: HTTPByteStream.Iterator
    fileprivate let sent: SentCount
    private var splitter = ConcatenatedJSON()
    private var ready: ArraySlice<[UInt8]> = []
    private var count = 0

    fileprivate init(call: Call, chunks: HTTPByteStream.Iterator, sent: SentCount) {
      self.call = call
      self.chunks = chunks
      self.sent = sent
    }

    /// Waits for the next outcome.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(KafkaRESTError) -> RecordOutcome? {
      while ready.isEmpty {
        guard let chunk = try await nextChunk() else {
          try checkEnd()
          return nil
        }
        do { ready = try splitter.feed(chunk)[...] } catch { throw malformed(error) }
      }
      let report: StreamReport
      do { report = try StreamReport(ready.removeFirst()) } catch { throw malformed(error) }
      // This one is on the connection and not on a record.
      guard report.errorCode != 408 else {
        throw ended(report.message ?? "the connection is closed")
      }
      count += 1
      return report.outcome
    }

    private mutating func nextChunk() async throws(KafkaRESTError) -> [UInt8]? {
      do { return try await chunks.next() } catch {
        throw call.diagnosis(ofBody: error, status: 200)
      }
    }

    private func checkEnd() throws(KafkaRESTError) {
      if splitter.isInside { throw ended("the answer ends inside a report") }
      if count < sent.value { throw ended("the answer ends") }
    }

    private func ended(_ reason: String) -> KafkaRESTError {
      call.failure(
        .interrupted,
        "\(reason), with reports on \(count) of \(sent.value) records",
        mayHaveArrived: true
      )
    }

    private func malformed(_ error: any Error) -> KafkaRESTError {
      call.failure(
        .malformedReply,
        "behind \(count) reports: \(error)",
        mayHaveArrived: true,
        underlying: error
      )
    }
  }
}

@available(*, unavailable)
extension ProduceReports.Iterator: Sendable {}

/// Counts the records that were handed to the transport.
final class SentCount: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func add() { count.add(1, ordering: .relaxed) }
}
