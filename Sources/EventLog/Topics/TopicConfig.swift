/// A setting a topic may carry: its name in Kafka, its default, and what values it takes.
public struct TopicConfig: Sendable, Hashable {
  /// What values a setting takes.
  public enum Kind: Sendable, Hashable {
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// A fraction from 0 to 1.
    case fraction
    /// `true` or `false`.
    case boolean
    /// One of some words.
    case word([String])
    /// Anything.
    case text
  }

  /// The name, such as `retention.ms`.
  public let name: String
  /// The value that holds where none is given.
  public let defaultValue: String
  /// What values are taken.
  public let kind: Kind
  /// Whether the embedded log acts on it; the others tune a cluster's disks and are only kept.
  public let isHonoured: Bool

  private init(_ name: String, _ defaultValue: String, _ kind: Kind, honoured: Bool = false) {
    self.name = name
    self.defaultValue = defaultValue
    self.kind = kind
    self.isHonoured = honoured
  }

  /// Every setting there is, by name.
  public static let known: [TopicConfig] = [
    TopicConfig("cleanup.policy", "delete", .word(["delete"]), honoured: true),
    TopicConfig("compression.type", "producer", .word(codecs)),
    TopicConfig("delete.retention.ms", "86400000", .integer(0...Int.max)),
    TopicConfig("file.delete.delay.ms", "60000", .integer(0...Int.max)),
    TopicConfig("flush.messages", "9223372036854775807", .integer(1...Int.max)),
    TopicConfig("flush.ms", "9223372036854775807", .integer(0...Int.max)),
    TopicConfig("follower.replication.throttled.replicas", "", .text),
    TopicConfig("index.interval.bytes", "4096", .integer(0...Int(Int32.max))),
    TopicConfig("leader.replication.throttled.replicas", "", .text),
    TopicConfig("max.compaction.lag.ms", "9223372036854775807", .integer(1...Int.max)),
    TopicConfig("max.message.bytes", "1048588", .integer(0...Int(Int32.max)), honoured: true),
    TopicConfig("message.downconversion.enable", "true", .boolean),
    TopicConfig("message.format.version", "3.0-IV1", .text),
    TopicConfig(
      "message.timestamp.difference.max.ms",
      "9223372036854775807",
      .integer(0...Int.max)
    ),
    TopicConfig("message.timestamp.type", "CreateTime", .word(timestampTypes), honoured: true),
    TopicConfig("min.cleanable.dirty.ratio", "0.5", .fraction),
    TopicConfig("min.compaction.lag.ms", "0", .integer(0...Int.max)),
    TopicConfig("min.insync.replicas", "1", .integer(1...Int(Int32.max))),
    TopicConfig("preallocate", "false", .boolean),
    TopicConfig("retention.bytes", "-1", .integer(-1...Int.max), honoured: true),
    TopicConfig("retention.ms", "604800000", .integer(-1...Int.max), honoured: true),
    TopicConfig("segment.bytes", "1073741824", .integer(14...Int(Int32.max))),
    TopicConfig("segment.index.bytes", "10485760", .integer(4...Int(Int32.max))),
    TopicConfig("segment.jitter.ms", "0", .integer(0...Int.max)),
    TopicConfig("segment.ms", "604800000", .integer(1...Int.max)),
    TopicConfig("unclean.leader.election.enable", "false", .boolean),
  ]

  private static let codecs = ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"]
  private static let timestampTypes = ["CreateTime", "LogAppendTime"]
  private static let byName = Dictionary(uniqueKeysWithValues: known.map { ($0.name, $0) })

  /// The setting of that name.
  public static func named(_ name: String) -> TopicConfig? { byName[name] }

  /// Says what is wrong with the first of `configs` that cannot be.
  static func check(_ configs: [String: String], of topic: TopicName) throws(LogError) {
    for (name, value) in configs.sorted(by: { $0.key < $1.key }) {
      guard let config = named(name) else {
        throw LogError(
          .invalidConfiguration,
          "topic \(topic)",
          detail: "unknown topic config name: \(name)"
        )
      }
      guard config.accepts(value) else {
        throw LogError(
          .invalidConfiguration,
          "topic \(topic)",
          detail: "invalid value \(value) for configuration \(name)"
        )
      }
    }
  }

  private func accepts(_ value: String) -> Bool {
    switch kind {
    case .integer(let range): Int(value).map(range.contains) ?? false
    case .fraction: Double(value).map((0...1).contains) ?? false
    case .boolean: value == "true" || value == "false"
    case .word(let words): words.contains(value)
    case .text: true
    }
  }
}
