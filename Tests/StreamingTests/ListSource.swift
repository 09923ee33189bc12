import FoundationEssentials
import Lakehouse

/// A source that is a list of records a part, as if somebody had written them beforehand.
struct ListSource: StreamSource {
  var parts: [String: [SourceRecord]]
  var description: String { "list" }

  /// Records of one part, numbered from 1.
  init(_ texts: [String], part: String = "shard-0") {
    parts = [
      part: texts.enumerated().map { number, text in
        SourceRecord(
          stream: "list",
          shardID: part,
          sequenceNumber: "\(number + 1)",
          partitionKey: "key",
          data: Array(text.utf8)
        )
      }
    ]
  }

  func start() async throws(LakehouseError) -> StreamPosition {
    StreamPosition(initial: .beginning)
  }

  func read(
    after position: StreamPosition,
    limit: Int
  ) async throws(LakehouseError) -> StreamPage {
    var page = StreamPage(records: [], position: position, seesEverythingBefore: nil)
    var isAll = true
    for (part, records) in parts.sorted(by: { $0.key < $1.key }) {
      let rest = records.dropFirst(Self.done(position[part]))
      page.records += rest.prefix(limit)
      if let last = rest.prefix(limit).last { page.position[part] = .after(last.sequenceNumber) }
      isAll = isAll && rest.count <= limit
    }
    page.seesEverythingBefore = isAll ? .distantFuture : nil
    return page
  }

  func read(
    after position: StreamPosition,
    through end: StreamPosition
  ) async throws(LakehouseError) -> [SourceRecord] {
    parts.sorted { $0.key < $1.key }.flatMap { part, records in
      records.prefix(Self.done(end[part])).dropFirst(Self.done(position[part]))
    }
  }

  private static func done(_ mark: StreamPosition.Mark) -> Int {
    if case .after(let text) = mark { Int(text) ?? 0 } else { 0 }
  }
}
