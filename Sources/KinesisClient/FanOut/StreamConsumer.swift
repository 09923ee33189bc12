public import FoundationEssentials
import JSONBytes

/// Somebody registered with a stream, to whom each shard sends two mebibytes a second of its own.
public struct StreamConsumer: Hashable, Sendable {
  /// Its name within the stream.
  public var name: String
  /// Its full name, by which shards are subscribed to.
  public var arn: ResourceARN
  /// Whether it can be used already: `CREATING`, `ACTIVE` or `DELETING`.
  public var status: StreamStatus
  /// When it was registered.
  public var created: Date?

  init(from json: inout JSONScanner) throws(JSONError) {
    name = ""
    arn = ResourceARN(rawValue: "")
    status = StreamStatus(rawValue: "")
    try json.members { key, json throws(JSONError) in
      switch key {
      case "ConsumerName": name = try json.string()
      case "ConsumerARN": arn = ResourceARN(rawValue: try json.string())
      case "ConsumerStatus": status = StreamStatus(rawValue: try json.string())
      case "ConsumerCreationTimestamp": created = try json.date()
      default: try json.skipValue()
      }
    }
  }
}
