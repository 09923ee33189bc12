/// How the rows of a file are written.
public enum RowFormat: String, CaseIterable, Hashable, Sendable {
  /// One JSON object a line.
  case ndjson
  /// RFC 4180 with a header.
  case csv

  /// The format a file's ending stands for.
  init?(ending: Substring) {
    switch ending {
    case "ndjson", "jsonl", "json": self = .ndjson
    case "csv": self = .csv
    default: return nil
    }
  }
}
