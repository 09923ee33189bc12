import EventLog
import HTTPWire
import JSONBytes

/// The records of a shard as they come, for one subscription.
struct ShardFeed: Sendable {
  /// How long a subscription goes on.
  static let lifetime = Duration.seconds(300)
  /// An event comes at least that often, also when there are no records.
  private static let heartbeat = Duration.seconds(5)
  /// The most bytes of one event.
  private static let mostBytes = 1 << 20

  let service: KinesisService
  let stream: Stream
  let shard: ShardID
  let lease: Subscriptions.Lease
  let start: Int

  /// Frames, the first of which says that there will be some.
  var bytes: HTTPByteStream {
    HTTPByteStream {
      let end = service.desk.clock.now.advanced(by: Self.lifetime)
      var next = start
      var isFirst = true
      var isOver = false
      return {
        if isFirst {
          isFirst = false
          return EventFrame.initialResponse.bytes
        }
        guard !isOver else { return nil }
        do throws(KinesisFailure) {
          guard let page = try await page(from: next, until: end) else { return nil }
          next = page.next
          isOver = page.isAtClosedEnd
          return event(page).bytes
        } catch {
          isOver = true
          return EventFrame(error).bytes
        }
      }
    }
  }

  /// The next records, or none where none came for a while; `nil` is the end.
  private func page(
    from next: Int,
    until end: CloudClock.Instant
  ) async throws(KinesisFailure) -> ShardPage? {
    let clock = service.desk.clock
    let remaining = clock.now.duration(to: end)
    guard remaining > .zero else { return nil }
    try checkLease()
    let first = try await read(from: next)
    guard first.records.isEmpty, !first.isAtClosedEnd else { return first }
    await waitForRecords(at: first.next, upTo: min(Self.heartbeat, remaining))
    try checkLease()
    return try await read(from: first.next)
  }

  private func checkLease() throws(KinesisFailure) {
    guard !lease.holds else { return }
    throw .inUse(
      "Another active subscription exists for this consumer: \(lease.key.consumer.consumer)"
    )
  }

  private func read(from offset: Int) async throws(KinesisFailure) -> ShardPage {
    let now = service.storage.now
    guard service.isReady(stream, at: now), service.storage.stream(id: stream.id) != nil,
      let shard = service.knownShard(shard, of: stream, at: now)
    else { throw .shardNotFound(shard, stream.name) }
    return try await ShardPage.read(
      shard,
      of: stream,
      in: service.storage,
      from: offset,
      upTo: 10_000,
      bytes: Self.mostBytes,
      at: now
    )
  }

  /// Waits for records, for the shard to be closed, or for the subscription to be over.
  private func waitForRecords(at offset: Int, upTo duration: Duration) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        _ = try? await service.storage.log.waitForRecords(
          at: [stream.partition(shard): offset],
          upTo: duration
        )
      }
      group.addTask { await lease.over() }
      await group.next()
      group.cancelAll()
    }
  }

  private func event(_ page: ShardPage) -> EventFrame {
    var json = JSONWriter()
    json.object { json in
      page.writeRecords(to: &json)
      if !page.isAtClosedEnd {
        json.member("ContinuationSequenceNumber", "\(page.continuation(at: service.storage.now))")
      }
      json.member("MillisBehindLatest", page.millisBehindLatest)
      page.writeChildren(to: &json)
    }
    return .event("SubscribeToShardEvent", json.bytes)
  }
}
