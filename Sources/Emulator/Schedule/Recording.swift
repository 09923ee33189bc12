import JSONBytes
public import PinterestModels

/// A run that was recorded, line by line as ``line(for:at:)`` writes them: the same records again, in
/// the same order, at the old pace or another.
public struct Recording: PostFeed {
  /// How fast a recording is played.
  public enum Speed: Sendable, Hashable {
    /// So many times as fast as it was.
    case times(Double)
    /// As fast as it goes.
    case unlimited

    /// Reads `2x`, `0.5x` or `max`; `nil` where it is none of these.
    public init?(_ text: String) {
      if text == "max" {
        self = .unlimited
        return
      }
      let digits = text.hasSuffix("x") ? text.dropLast() : text[...]
      guard let factor = Double(digits), factor > 0, factor.isFinite else { return nil }
      self = .times(factor)
    }
  }

  private let name: String
  private let speed: Speed
  private let nextLine: @Sendable () async throws -> [UInt8]?
  private var number = 0
  private var posts = 0
  private var lastPost: Int?

  /// Plays the lines a function gives, one after the other, `nil` at the end.
  public init(
    name: String,
    speed: Speed = .times(1),
    nextLine: @escaping @Sendable () async throws -> [UInt8]?
  ) {
    self.name = name
    self.speed = speed
    self.nextLine = nextLine
  }

  /// The line that keeps a record which set out so long after a run began; its line end is included.
  public static func line(for record: OutgoingRecord, at time: Duration) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("at_us", Int(time / .microseconds(1)))
      json.member("post", record.post)
      json.member("table", record.table.rawValue)
      json.member("key", record.key)
      json.member("value", raw: record.value)
    }
    json.endLine()
    return json.bytes
  }

  /// The next record and when it is due; `nil` at the end.
  public mutating func next() async throws(RowSourceError) -> RecordFeed.Portion? {
    let line: [UInt8]?
    do { line = try await nextLine() } catch {
      throw RowSourceError(.unreachable, source: name, detail: "\(error)", underlying: error)
    }
    guard let line else { return nil }
    number += 1
    let record: OutgoingRecord
    do throws(JSONError) { record = try read(line) } catch {
      throw RowSourceError(
        .malformedRow,
        source: name,
        detail: "line \(number): \(error)",
        underlying: error
      )
    }
    if record.post != lastPost { posts += 1 }
    lastPost = record.post
    return RecordFeed.Portion(
      records: [record],
      due: record.due,
      defects: [],
      dropped: 0,
      posts: posts
    )
  }

  private func read(_ line: [UInt8]) throws(JSONError) -> OutgoingRecord {
    try JSONScanner.scan(line) { json throws(JSONError) in
      var (time, post, table, key, value) = (0, 0, Table.pin, nil as String?, [UInt8]())
      try json.beginObject()
      while let name = try json.nextKey() {
        switch name {
        case "at_us": time = try json.integer()
        case "post": post = try json.integer()
        case "table": table = Table(rawValue: try json.string()) ?? .pin
        case "key": if try !json.readNull() { key = try json.string() }
        case "value": value = Array(json.bytes(in: try json.skipValue()))
        default: try json.skipValue()
        }
      }
      try json.finish()
      let due: Duration =
        switch speed {
        case .times(let factor): .microseconds(Int(Double(time) / factor))
        case .unlimited: .zero
        }
      // Posts are counted anew, so that what is done is known whatever run this was.
      let count = post == lastPost ? posts - 1 : posts
      return OutgoingRecord(post: count, table: table, key: key, value: value, due: due)
    }
  }
}
