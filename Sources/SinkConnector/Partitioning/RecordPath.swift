import EventLog
import FoundationEssentials
import JSONBytes

/// Finds the folder of a record, and its time where folders go by time.
struct RecordPath {
  let partitioner: PartitionerSettings
  let delimiter: String

  /// The folder and the time of a record; `now` is what the wall clock shows, in milliseconds.
  func find(
    for record: StoredRecord,
    partition: Int,
    now: Int
  ) throws(RecordLine.Refusal) -> (path: String, time: Int?) {
    switch partitioner {
    case .byPartition: return ("partition=\(partition)", nil)
    case .byFields(let fields):
      let value = try tree(of: record)
      var folders: [String] = []
      for field in fields { folders.append("\(field)=\(try text(of: field, in: value))") }
      return (folders.joined(separator: delimiter), nil)
    case .byTime(let path, let extractor):
      let time = try time(of: record, by: extractor, now: now)
      return (path.path(of: time), time)
    }
  }

  /// Whether two moments of the wall clock lead to the same folder.
  func isSamePlace(_ a: Int, _ b: Int) -> Bool {
    if case .byTime(let path, _) = partitioner {
      path.path(of: a) == path.path(of: b)
    } else {
      true
    }
  }

  private func time(
    of record: StoredRecord,
    by extractor: TimestampExtractor,
    now: Int
  ) throws(RecordLine.Refusal) -> Int {
    switch extractor {
    case .wallclock: return now
    case .record: return Int(record.timestamp.milliseconds)
    case .field(let name):
      let value = try member(name, of: tree(of: record))
      if let number = value.int { return number }
      if let text = value.string {
        if let number = Int(text) { return number }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        if let date = try? style.parse(text) { return Int(date.timeIntervalSince1970 * 1_000) }
      }
      throw .malformed("field \(name) holds no time: \(value)")
    }
  }

  private func text(of field: String, in value: JSONValue) throws(RecordLine.Refusal) -> String {
    let found = try member(field, of: value)
    switch found {
    case .string(let text): return text
    case .number, .bool: return found.description
    case .null, .array, .object:
      throw .malformed("field \(field) is neither text, number nor boolean")
    }
  }

  private func member(_ name: String, of value: JSONValue) throws(RecordLine.Refusal) -> JSONValue {
    var found = value
    for part in name.split(separator: ".") {
      guard let next = found[String(part)] else { throw .malformed("there is no field \(name)") }
      found = next
    }
    return found
  }

  private func tree(of record: StoredRecord) throws(RecordLine.Refusal) -> JSONValue {
    guard let value = record.value else { throw .noValue }
    do { return try JSONValue(parsing: Array(value)) } catch { throw .malformed(error.description) }
  }
}
