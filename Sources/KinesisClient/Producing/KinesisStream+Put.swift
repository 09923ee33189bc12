import JSONBytes

extension KinesisStream {
  /// Writes one record, and tries for the options' patience where the shard has no room.
  ///
  /// With `after`, the sequence number of the record before it with the same key, it is sure to
  /// stand behind that one.
  public func put(
    _ entry: PutEntry,
    after previous: SequenceNumber? = nil,
    options: PutOptions = PutOptions()
  ) async throws(KinesisError) -> WrittenRecord {
    var call = call(putting: entry, after: previous)
    if let complaint = entry.complaint(largest: options.largestRecord) {
      throw call.locate(KinesisError(.invalidRecord, complaint))
    }
    call.patience = Patience(time: options.patience, longestPause: options.longestPause)
    let reply = try PutReply(single: try await engine.send(call))
    guard case .written(let shard, let number)? = reply.items.first else {
      throw call.locate(KinesisError(.malformedAnswer, "it does not say where the record is"))
    }
    return WrittenRecord(
      shardID: shard,
      sequenceNumber: number,
      possiblyDuplicated: reply.mayRepeat
    )
  }

  /// Writes any number of records, as many in a request as Kinesis takes.
  ///
  /// Records that the stream had no room for are sent again, they alone. It never throws: the
  /// report says of each record what became of it, in their order. Kinesis promises no order among
  /// the records of a request; where it matters, ``putInOrder(_:options:)`` keeps it.
  public func putRecords(
    _ entries: [PutEntry],
    options: PutOptions = PutOptions()
  ) async -> PutReport {
    var run = PutRun(
      entries,
      by: ServiceRoute(reference: reference, engine: engine),
      options: options
    )
    return await run.perform()
  }

  /// Writes records one after the other, so that those of one key stand in their order.
  ///
  /// When one of them comes to nothing, those behind it with the same key are not sent.
  public func putInOrder(
    _ entries: [PutEntry],
    options: PutOptions = PutOptions()
  ) async -> PutReport {
    var report = PutReport(count: entries.count)
    var last: [String: SequenceNumber] = [:]
    var broken: Set<String> = []
    for (index, entry) in entries.enumerated() where !broken.contains(entry.partitionKey) {
      let key = entry.partitionKey
      do throws(KinesisError) {
        let record = try await put(entry, after: last[key], options: options)
        report.outcomes[index] = .written(record)
        report.requests += 1
        last[key] = record.sequenceNumber
      } catch {
        let wasNeverSent = error.code == .cancelled && !error.mayHaveSucceeded
        if !wasNeverSent { report.outcomes[index] = .failed(error) }
        report.requests += error.attempts
        report.throttles += error.throttles
        broken.insert(key)
      }
    }
    return report
  }

  private func call(putting entry: PutEntry, after previous: SequenceNumber?) -> Call {
    var head = JSONWriter()
    head.beginObject()
    reference.write(to: &head)
    var body = head.bytes
    body.append(UInt8(ascii: ","))
    entry.appendMembers(to: &body)
    if let previous {
      JSONWriter.append(raw: ",\"SequenceNumberForOrdering\":", to: &body)
      JSONWriter.append(previous.rawValue, to: &body)
    }
    body.append(UInt8(ascii: "}"))
    return Call("PutRecord", on: reference, body: body)
  }
}
