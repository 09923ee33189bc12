import FoundationEssentials
import HTTPWire
import JSONBytes
import KinesisClient
import Synchronization
import Terminal

let streamsPutCommand = Command(
  "streams put",
  "writes records: the words given, or each line of standard input",
  operands: "STREAM [TEXT…]",
  options: kinesisOptions + [
    .value("--partition-key", "KEY", "what decides about the shard; else each has one of its own"),
    .flag("--json", "one JSON object a record: where it is, or why it is not"),
  ],
  examples: [
    #"pinterest streams put streaming-0af8d0adfd13-pin '{"index":1}' --partition-key partition-1"#,
    "pinterest rows export --count 100 | pinterest streams put events --quiet",
  ]
) { call in
  let name = try streamName(call.operand(0, "STREAM"))
  let results = PutResults(console: call.console, isJSON: call.has("--json"))
  try await withKinesis(call) { kinesis in
    try await kinesis.stream(name).withProducer { producer in
      func add(_ data: [UInt8]) async throws {
        let key = call["--partition-key"] ?? UUID().uuidString.lowercased()
        try await producer.add(PutEntry(data: data, partitionKey: key)) { results.note($0) }
      }
      for text in call.operands.dropFirst() { try await add(Array(text.utf8)) }
      guard call.operands.count == 1 else { return }
      // The largest record a stream may be made to take.
      for try await line in StandardPipe.lines(upTo: 10 << 20) { try await add(line) }
    }
  }
  return results.conclude()
}

/// Prints what became of each record, and knows what that means for the whole.
private final class PutResults: Sendable {
  private let counts = Mutex((written: 0, failed: 0, first: String?.none))
  private let console: Console
  private let isJSON: Bool

  init(console: Console, isJSON: Bool) {
    self.console = console
    self.isJSON = isJSON
  }

  func note(_ outcome: PutOutcome) {
    let complaint = complaint(of: outcome)
    counts.withLock { counts in
      counts.written += complaint == nil ? 1 : 0
      counts.failed += complaint == nil ? 0 : 1
      counts.first = counts.first ?? complaint
    }
    if isJSON {
      console.print(json(outcome, complaint))
    } else if let record = outcome.written {
      console.print("\(record.shardID) \(record.sequenceNumber)")
    }
  }

  func conclude() -> ExitCode {
    let (written, failed, first) = counts.withLock { $0 }
    console.note("\(written) records written")
    guard failed > 0 else { return .done }
    console.warn("\(failed) records not written, the first of them: \(first ?? "")")
    return written > 0 ? .doneInPart : .failed
  }

  private func complaint(of outcome: PutOutcome) -> String? {
    switch outcome {
    case .written: nil
    case .refused(let refusal): refusal.description
    case .failed(let error): error.description
    case .notSent: "not sent"
    }
  }

  private func json(_ outcome: PutOutcome, _ complaint: String?) -> String {
    var json = JSONWriter()
    json.object { json in
      if let record = outcome.written {
        json.member("shardId", record.shardID.rawValue)
        json.member("sequenceNumber", record.sequenceNumber.rawValue)
        json.member("possiblyDuplicated", record.possiblyDuplicated)
      } else {
        json.member("error", complaint)
        json.member("mayBeWritten", outcome.mayBeWritten)
      }
    }
    return json.string
  }
}
