public import FoundationEssentials
import JSONBytes

/// How a stream stands, without its shards.
public struct StreamSummary: Hashable, Sendable {
  /// Its name.
  public var name: StreamName
  /// Its full name.
  public var arn: ResourceARN
  /// What it is doing.
  public var status: StreamStatus
  /// Who decides about its shards.
  public var mode: StreamMode?
  /// How long records are kept, where the answer says it.
  public var retentionHours: Int?
  /// When it was made.
  public var created: Date?
  /// How many of its shards take records, where the answer says it.
  public var openShardCount: Int?
  /// How many consumers are registered, where the answer says it.
  public var consumerCount: Int?
  /// The largest record it takes, where the answer says it.
  public var maximumRecordSizeInKiB: Int?
  /// The key its records are encrypted with at rest.
  public var encryptionKeyID: String?
}

extension StreamSummary {
  init(from json: inout JSONScanner) throws(JSONError) {
    self.init()
    try json.members { key, json throws(JSONError) in
      if try !read(key, from: &json) { try json.skipValue() }
    }
  }

  /// A summary still to be read.
  init() {
    name = StreamName(fromService: "")
    arn = ResourceARN(rawValue: "")
    status = StreamStatus(rawValue: "")
  }

  /// Reads the value of one member; `false` says that it is none of a summary and unread.
  mutating func read(_ key: JSONText, from json: inout JSONScanner) throws(JSONError) -> Bool {
    switch key {
    case "StreamName": name = StreamName(fromService: try json.string())
    case "StreamARN": arn = ResourceARN(rawValue: try json.optionalString() ?? "")
    case "StreamStatus": status = StreamStatus(rawValue: try json.string())
    case "StreamModeDetails": mode = try Self.mode(from: &json)
    case "RetentionPeriodHours": retentionHours = try json.optionalInteger()
    case "StreamCreationTimestamp": created = try json.date()
    case "OpenShardCount": openShardCount = try json.optionalInteger()
    case "ConsumerCount": consumerCount = try json.optionalInteger()
    case "MaxRecordSizeInKiB": maximumRecordSizeInKiB = try json.optionalInteger()
    case "KeyId": encryptionKeyID = try json.optionalString()
    default: return false
    }
    return true
  }

  private static func mode(from json: inout JSONScanner) throws(JSONError) -> StreamMode? {
    if try json.readNull() { return nil }
    var mode: String?
    try json.members { key, json throws(JSONError) in
      if key == "StreamMode" { mode = try json.optionalString() } else { try json.skipValue() }
    }
    return mode.map(StreamMode.init(rawValue:))
  }
}
