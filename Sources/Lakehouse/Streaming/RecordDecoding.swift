import JSONBytes
import PinterestModels
import TableFormats

/// Turns the records of a stream into the rows of one table, and says of each other what it is.
struct RecordDecoding<Row: LakeRow>: Sendable {
  let cleaner: Cleaner

  func decode(_ records: [SourceRecord]) throws(TableFormatError) -> StreamQuery.Decoded {
    var rows: [Row.Clean] = []
    rows.reserveCapacity(records.count)
    var rejected: [RejectedRecord] = []
    var report = CleaningReport()
    for record in records {
      do throws(Complaint) {
        for row in try self.rows(record.data) { rows.append(cleaner.clean(row, &report)) }
      } catch { rejected.append(RejectedRecord(record, reason: error.reason)) }
    }
    return StreamQuery.Decoded(rows: try ColumnBatch(rows), rejected: rejected)
  }

  struct Complaint: Error { let reason: String }

  /// The rows a record holds: one, or as many as stand in an array, as some scripts wrap them.
  func rows(_ data: [UInt8]) throws(Complaint) -> [Row] {
    let rows: [Row]
    do throws(JSONError) {
      rows = try JSONScanner.scan(data) { json throws(JSONError) in
        var rows: [Row] = []
        if try json.peek() == .array {
          try json.beginArray()
          while try json.nextElement() { rows.append(try Row(from: &json)) }
        } else {
          rows.append(try Row(from: &json))
        }
        try json.finish()
        return rows
      }
    } catch { throw Complaint(reason: Self.diagnosis(of: data) ?? "\(error)") }
    guard rows.allSatisfy({ !Self.isEmpty($0) }) else {
      throw Complaint(reason: "it has none of the columns of \(Row.table.databaseName)")
    }
    return rows
  }

  private static func isEmpty(_ row: Row) -> Bool { row.cells.allSatisfy { $0 == .null } }

  /// The mistakes that are usual between a script and a stream, by what they leave.
  private static func diagnosis(of data: [UInt8]) -> String? {
    if data.isEmpty { return "it is empty" }
    if let text = (try? JSONValue(parsing: data))?.string {
      return (try? JSONValue(parsing: text))?.object == nil
        ? "it is a JSON text, and no object"
        : "it is a JSON text that holds an object: Data was made a text before it was sent"
    }
    if looksLikeBase64Object(data) {
      return "it is base64 of an object: Data was encoded by the sender and again by the gateway"
    }
    return nil
  }

  /// `{"` and `{\n` begin like this in base64.
  private static func looksLikeBase64Object(_ data: [UInt8]) -> Bool {
    let text = data.first == UInt8(ascii: "\"") ? data.dropFirst() : data[...]
    return text.starts(with: "eyJ".utf8) || text.starts(with: "ewo".utf8)
  }
}
