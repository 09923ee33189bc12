import JSONBytes
import Lakehouse
import Synchronization
import Terminal

/// What a person sees of a streaming job: a line that rewrites itself, or a line a batch as JSON.
final class StreamDisplay: Sendable {
  private let call: Invocation
  private let progress: ProgressLine
  private let last = Mutex<[String: StreamProgress]>([:])

  init(_ call: Invocation) {
    self.call = call
    progress = ProgressLine(call.console)
  }

  func show(_ batch: StreamProgress) {
    last.withLock { $0[batch.query] = batch }
    if call.has("--json") { return call.console.print(Self.json(batch)) }
    progress.update { line }
  }

  /// Says how it ended, a line a table.
  func conclude() {
    progress.clear()
    let all = last.withLock { $0.values.sorted { $0.query < $1.query } }
    for batch in all {
      let aside = batch.totalRejected > 0 ? ", \(batch.totalRejected) put aside" : ""
      call.console.note("\(batch.query)  \(batch.totalRows) rows\(aside)  batch \(batch.batch)")
    }
    if all.isEmpty { call.console.note("nothing new") }
  }

  private var line: String {
    last.withLock { $0.values.sorted { $0.query < $1.query } }.map { batch in
      let behind = batch.behind.map { "  \(Int($0 / .seconds(1)))s behind" } ?? ""
      return "\(batch.query) \(batch.totalRows)  \(Int(batch.rate))/s\(behind)"
    }.joined(separator: "  ")
  }

  private static func json(_ batch: StreamProgress) -> String {
    var json = JSONWriter()
    json.object {
      $0.member("query", batch.query)
      $0.member("batch", batch.batch)
      $0.member("rows", batch.rows)
      $0.member("rejected", batch.rejected)
      $0.member("totalRows", batch.totalRows)
      $0.member("totalRejected", batch.totalRejected)
      $0.member("duration_ms", Int(batch.duration / .milliseconds(1)))
      $0.member("records_per_s", batch.rate.rounded())
      $0.member("behind_ms", batch.behind.map { Int($0 / .milliseconds(1)) })
    }
    return json.string
  }
}
