import JSONBytes

/// Finds the records in the objects of a batch and has a collector read them.
///
/// A record usually is a line; what spans lines is read as well. After damage the next line counts
/// as a new beginning, as it does for Spark, so that one broken record costs no other.
struct RecordReader<Records: RecordCollector> {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  let options: ReadingOptions
  private(set) var records: Records
  var report = ReadingReport()

  init(_ options: ReadingOptions, into records: Records) {
    self.options = options
    self.records = records
  }

  /// Reads everything a batch holds; what began in its last piece goes on with the next.
  mutating func read(_ batch: ObjectBatch) throws(LakehouseError) {
    try batch.withBytes { bytes throws(LakehouseError) in
      for piece in batch.pieces {
        let content = Bytes(rebasing: bytes[piece.bytes])
        report.bytes += content.count
        if piece.isFirst { report.objects += 1 }
        let name = { batch.name(of: piece) }
        if piece.isWhole, !SplitObject.isCompressed(content) {
          try readWhole(content, name)
        } else {
          try readPiece(content, piece, batch, name)
        }
      }
    }
    report.records += records.count
  }

  private mutating func readWhole(
    _ content: Bytes,
    _ name: () -> String
  ) throws(LakehouseError) {
    var cursor = RecordCursor(content, isEnd: true)
    try read(&cursor, name)
    if cursor.isEmpty { report.emptyObjects += 1 }
  }

  /// Reads the records of some bytes, up to where the last one that is whole ends.
  mutating func read(
    _ cursor: inout RecordCursor,
    _ name: () -> String
  ) throws(LakehouseError) {
    var grouping = cursor.grouping
    while let step = cursor.next() {
      switch step {
      case .separator: break
      case .missingComma:
        let error = JSONError(.unexpectedByte, at: cursor.position, #"expected "," or "]""#)
        try damaged(&cursor, error, name)
      case .record:
        guard try readRecord(&cursor, name) else { return cursor.stepBack(to: grouping) }
      }
      grouping = cursor.grouping
    }
    if cursor.endsInArray {
      try damaged(&cursor, JSONError(.unexpectedEnd, at: cursor.position, "an open array"), name)
    }
  }

  /// Reads a record; `false` says that its end is not there yet.
  private mutating func readRecord(
    _ cursor: inout RecordCursor,
    _ name: () -> String
  ) throws(LakehouseError) -> Bool {
    var json = JSONScanner(cursor.bytes, at: cursor.position)
    do throws(JSONError) {
      let record = try records.read(&json)
      if !records.isDoubtful(record) {
        records.take(consume record)
        cursor.position = json.position
        return true
      }
    } catch {
      guard error.code == .unsuitableValue else { return try stopped(&cursor, error, name) }
    }
    json = JSONScanner(cursor.bytes, at: cursor.position)
    let salvaged: Salvaged<Records.Record>
    do throws(JSONError) {
      salvaged = try records.salvage(&json)
    } catch {
      return try stopped(&cursor, error, name)
    }
    try judge(salvaged, at: cursor, name)
    cursor.position = json.position
    return true
  }

  /// Decides about a record that could not be read: it may only not be whole yet.
  private mutating func stopped(
    _ cursor: inout RecordCursor,
    _ error: JSONError,
    _ name: () -> String
  ) throws(LakehouseError) -> Bool {
    if cursor.mayGoOn(behind: error) { return false }
    try damaged(&cursor, error, name)
    return true
  }

  private mutating func judge(
    _ salvaged: Salvaged<Records.Record>,
    at cursor: RecordCursor,
    _ name: () -> String
  ) throws(LakehouseError) {
    if !salvaged.foreign.isEmpty {
      report.foreign += 1
      note(.foreign, cursor, name, "it has " + salvaged.foreign.joined(separator: ", "))
    }
    if !salvaged.unsuitable.isEmpty {
      report.unsuitable += 1
      let detail = salvaged.unsuitable.joined(separator: ", ")
      switch options.mode {
      case .permissive: note(.unsuitable, cursor, name, detail)
      case .dropMalformed:
        note(.unsuitable, cursor, name, detail)
        report.dropped += 1
        return
      case .failFast: throw failure(finding(.unsuitable, cursor, name, detail))
      }
    }
    records.take(salvaged.record)
  }

  /// Counts what is no record and goes on behind its line.
  mutating func damaged(
    _ cursor: inout RecordCursor,
    _ error: JSONError,
    _ name: () -> String
  ) throws(LakehouseError) {
    let place = error.offset - cursor.position
    let detail =
      "\(error.code) at byte \(place) of the record"
      + (error.detail.isEmpty ? "" : ", \(error.detail)")
    report.malformed += 1
    guard options.mode != .failFast else {
      throw failure(finding(.malformed, cursor, name, detail))
    }
    note(.malformed, cursor, name, detail)
    let line = cursor.skipLine()
    if options.mode == .permissive { records.takeDamaged(line) } else { report.dropped += 1 }
  }

  private mutating func note(
    _ kind: ReadingReport.Finding.Kind,
    _ cursor: RecordCursor,
    _ name: () -> String,
    _ detail: String
  ) {
    guard report.findings.count < options.findings else { return }
    report.findings.append(finding(kind, cursor, name, detail))
  }

  private func finding(
    _ kind: ReadingReport.Finding.Kind,
    _ cursor: RecordCursor,
    _ name: () -> String,
    _ detail: String
  ) -> ReadingReport.Finding {
    ReadingReport.Finding(kind: kind, object: name(), line: cursor.line, detail: detail)
  }

  private func failure(_ finding: ReadingReport.Finding) -> LakehouseError {
    LakehouseError(
      .malformedRecord,
      "\(finding.object) line \(finding.line)",
      detail: finding.detail
    )
  }
}
