import OwnThread
import Synchronization

/// One reading of a source: batches are decoded side by side, and what comes of them is delivered
/// in order, on one thread at a time.
struct ReadingPass<Records: RecordCollector>: Sendable {
  let source: any ObjectSource
  let options: ReadingOptions
  let makeCollector: @Sendable () -> Records

  private struct Portion: Sendable {
    let records: Records
    let report: ReadingReport
  }

  /// What ends a reading early without being an error.
  private struct Enough: Error {}

  /// Reads everything and reports; what `deliver` throws ends it.
  func run(_ deliver: @escaping @Sendable (Records) throws -> Void) async throws -> ReadingReport {
    let total = Mutex(ReadingReport())
    let handover = OrderedHandover<Portion>(window: options.limits.batchesAhead) { portion in
      var records = portion.records
      var report = portion.report
      let missing = options.limit.map { $0 - total.withLock { $0.records } } ?? .max
      if report.records > missing {
        records.keepFirst(missing)
        report.records = missing
      }
      total.withLock { $0.add(report, findings: options.findings) }
      try deliver(records)
      if report.records >= missing { throw Enough() }
    }
    try await withTaskCancellationHandler {
      try await source.read(options.limits) { read($0, into: handover) }
    } onCancel: {
      handover.stop(CancellationError())
    }
    if let failure = handover.failure, !(failure is Enough) { throw failure }
    return total.withLock { $0 }
  }

  /// Decodes a batch and brings what came of it; `false` says to stop.
  private func read(_ batch: ObjectBatch, into handover: OrderedHandover<Portion>) -> Bool {
    var reader = RecordReader(options, into: makeCollector())
    do throws(LakehouseError) {
      try reader.read(batch)
      if let failure = batch.failure { throw failure }
    } catch {
      handover.fail(error, number: batch.number)
      return false
    }
    let portion = Portion(records: reader.records, report: reader.report)
    return handover.put(portion, number: batch.number, isLast: batch.isLast)
  }
}
