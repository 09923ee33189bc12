import EventLog
import HTTPWire
import JSONBytes

/// Reading records.
extension KinesisService {
  func getRecords(
    _ call: KinesisCall,
    _ sheet: inout Desk.Sheet
  ) async throws(KinesisFailure) -> HTTPResponse {
    let text = call.required("ShardIterator")
    let key = storage.iteratorKey
    guard let iterator = ShardIterator(text, sealedWith: key) else { throw .invalidIterator }
    guard call.now - iterator.issued <= ShardIterator.lifetime else {
      throw .expiredIterator(issued: iterator.issued, now: call.now)
    }
    guard let stream = storage.stream(id: iterator.stream), isReady(stream, at: call.now) else {
      throw .streamNotFound(iterator.streamName)
    }
    guard let shard = knownShard(iterator.shard, of: stream, at: call.now) else {
      throw .shardNotFound(iterator.shard, stream.name)
    }
    if let limits, !limits.admitRead(of: shard.id, of: stream) {
      throw .throttled(shard.id, stream.name)
    }
    let page =
      sheet.isSparse
      ? ShardPage.empty(shard, at: iterator.offset)
      : try await ShardPage.read(
        shard,
        of: stream,
        in: storage,
        from: iterator.offset,
        upTo: call.integer("Limit") ?? 10_000,
        at: call.now
      )
    limits?.charge(
      bytes: page.records.reduce(0) { $0 + $1.size },
      read: shard.id,
      of: stream
    )
    if let note = page.note { sheet.notes.append(note) }
    let next = ShardIterator(
      stream,
      shard.id,
      offset: page.next,
      issued: call.now,
      turn: nextTurn
    )
    return KinesisAnswer.bytes(
      page.answer(next: page.isAtClosedEnd ? nil : next.text(sealedWith: key), at: call.now)
    )
  }
}

extension KinesisFailure {
  fileprivate static func expiredIterator(issued: Int, now: Int) -> KinesisFailure {
    KinesisFailure(
      "ExpiredIteratorException",
      "Iterator expired. The iterator was created at time \(JavaDate.format(issued)) while right "
        + "now it is \(JavaDate.format(now)) which is further in the future than the tolerated "
        + "delay of \(ShardIterator.lifetime) milliseconds."
    )
  }
}
