/// Parts a batch by its values in the partition columns, which the parts lack.
struct PartitionSplit {
  /// The rows of one partition.
  struct Part: Sendable {
    /// What all of them have, by column.
    let values: [String: String?]
    var rows: ColumnBatch
  }

  private(set) var parts: [Part] = []

  /// Parts come in the order of their first rows, and rows keep theirs.
  init(_ batch: ColumnBatch, by names: [String]) throws(TableFormatError) {
    guard batch.rowCount > 0 else { return }
    let rest = try ColumnBatch(columns: batch.columns.filter { !names.contains($0.field.name) })
    guard !names.isEmpty else {
      parts = [Part(values: [:], rows: rest)]
      return
    }
    guard !rest.columns.isEmpty else {
      throw TableFormatError(.schemaMismatch, "a batch", detail: "only partition columns")
    }
    var places: [[String: String?]: Int] = [:]
    var start = 0
    while start < batch.rowCount {
      let values = Self.values(of: batch, names, at: start)
      var end = start + 1
      while end < batch.rowCount, Self.values(of: batch, names, at: end) == values { end += 1 }
      if places[values] == nil {
        places[values] = parts.count
        parts.append(Part(values: values, rows: ColumnBatch(rest.schema)))
      }
      if let place = places[values] {
        try parts[place].rows.append(contentsOf: rest.rows(start..<end))
      }
      start = end
    }
  }

  private static func values(
    of batch: ColumnBatch,
    _ names: [String],
    at row: Int
  ) -> [String: String?] {
    var values: [String: String?] = [:]
    for name in names {
      // A column that is not there is null in all rows.
      let text = batch[name].flatMap { PartitionText.text(of: $0, at: row) }
      values[name] = .some(text)
    }
    return values
  }
}
