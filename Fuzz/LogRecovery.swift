@testable import EventLog

/// Opens a log on files made of the input; it must not crash, and must not serve what was not written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLogRecovery(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let kind = input.first else { return 0 }
  let rest = Array(input.dropFirst())
  let folder = MemoryFolder()
  switch kind % 5 {
  case 0: put(SegmentHeader(number: 1, previousSize: 0).bytes + rest, "0000000001.log", folder)
  case 1: putFrame(.snapshot, rest, folder)
  case 2: putFrame(.records, rest, folder)
  case 3:
    putWritten(folder, changing: "0000000001.log", by: rest)
  default:
    putWritten(folder, changing: "0000000001.index", by: rest)
  }
  guard let log = try? EmbeddedLog(in: folder, Options.small, onDisk: false) else { return 0 }
  readAll(log, mustMatch: kind % 5 >= 3)
  return 0
}

private enum Options {
  static let small: EmbeddedLog.Options = {
    var options = EmbeddedLog.Options()
    options.segmentBytes = 600
    return options
  }()
}

private func put(_ bytes: [UInt8], _ name: String, _ folder: MemoryFolder) {
  try? folder.create(name).write(bytes, at: 0)
}

/// A segment whose checksums are right and whose payload is the input.
private func putFrame(_ kind: FrameHeader.Kind, _ payload: [UInt8], _ folder: MemoryFolder) {
  var bytes = SegmentHeader(number: 1, previousSize: 0).bytes
  let topic = LogEvent.topic(id: 1, name: topicName, settings: TopicSettings(partitions: 2))
  for (kind, payload) in [(.snapshot, EncodedAppend([topic]).payload), (kind, payload)] {
    var header = FrameHeader(kind, payload: payload[...])
    header.partition = PartitionID(topic: 1, partition: 0)
    header.recordCount = UInt32(payload.first ?? 0)
    header.endsAppend = true
    let start = bytes.count
    bytes += Array(repeating: 0, count: header.frameLength)
    bytes.replaceSubrange(
      start + FrameHeader.byteCount..<start + FrameHeader.byteCount + payload.count,
      with: payload
    )
    header.write(to: &bytes, at: start, segment: 1)
  }
  put(bytes, "0000000001.log", folder)
}

/// The files of a real log, one of which is changed at places and by bytes of the input.
private func putWritten(_ folder: MemoryFolder, changing name: String, by changes: [UInt8]) {
  for (file, bytes) in written {
    var bytes = bytes
    if file == name {
      for index in stride(from: 0, to: changes.count - 2, by: 3) where !bytes.isEmpty {
        let place = Int(changes[index]) << 8 | Int(changes[index + 1])
        bytes[place % bytes.count] ^= changes[index + 2]
      }
    }
    put(bytes, file, folder)
  }
}

private let topicName: TopicName = {
  guard let name = try? TopicName("t") else { preconditionFailure("t is a name") }
  return name
}()

/// Written once, without a disk and so without anything to wait for.
private let written: [(String, [UInt8])] = {
  let folder = MemoryFolder()
  guard let log = try? EmbeddedLog(in: folder, Options.small, onDisk: false) else { return [] }
  let settings = TopicSettings(partitions: 2)
  let decide: @Sendable (LogState) throws(LogError) -> [LogEvent] = { _ in
    [.topic(id: 1, name: topicName, settings: settings)]
  }
  log.journal.commit([PendingWrite(.events(alone: true, decide)) { _ in }])
  for number in 0..<12 {
    let records = (0..<2).map { Record(partition: $0, value: "value \(number)") }
    let layout = AppendLayout(records)
    let encoded = EncodedAppend(records, timestamps: [0, 0], topic: 1, layout: layout)
    let pending = PendingRecords(
      topic: 1,
      name: topicName,
      layout: layout,
      time: 0,
      key: nil,
      encoded: encoded
    )
    log.journal.commit([PendingWrite(.records(pending)) { _ in }])
  }
  return folder.names().map { name in
    let file = try? folder.open(name)
    return (name, (try? file?.read(0..<1 << 20)) ?? [])
  }
}()

private func readAll(_ log: EmbeddedLog, mustMatch: Bool) {
  for number in 0..<2 {
    let partition = TopicPartition(topicName, number)
    var next = 0
    var end = 1
    while next < end {
      var reading = PartitionReading(
        log,
        partition,
        from: next,
        upTo: ReadLimit(bytes: 1 << 20),
        mayWait: true
      )
      do {
        let result = try reading.run()
        for record in result.records where mustMatch {
          precondition(record.value == Array("value \(record.offset)".utf8)[...])
        }
        precondition(result.nextOffset > next || result.available.upperBound == next)
        (next, end) = (result.nextOffset, result.available.upperBound)
      } catch {
        guard case .refused(let refusal) = error, let range = refusal.range else { break }
        precondition(refusal.code == .offsetOutOfRange || range.lowerBound == next)
        precondition(range.upperBound > next || next == 0)
        (next, end) = (range.upperBound, max(end, range.upperBound + 1))
      }
    }
  }
}

extension EncodedAppend {
  fileprivate var payload: [UInt8] {
    Array(bytes.dropFirst(FrameHeader.byteCount).prefix(Int(frames[0].header.payloadLength)))
  }
}
