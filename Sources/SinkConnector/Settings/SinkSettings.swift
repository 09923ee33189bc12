import FoundationEssentials

/// What a connector was told, checked and typed.
public struct SinkSettings: Sendable {
  /// Which topics are read.
  public enum Topics: Sendable, Hashable {
    /// These.
    case names([String])
    /// Every one whose whole name matches.
    case pattern(String)
  }

  /// How objects are written.
  public enum Format: Sendable, Hashable {
    /// One JSON value a line, as Connect's JsonFormat writes it.
    case json(Spelling)
    /// Values one behind the other, nothing between.
    case bytes
    /// One JSON value a line, exactly as it came.
    case rawJSON

    /// How JSON is spelled.
    public enum Spelling: Sendable, Hashable {
      /// As Connect: members in the order of a Java map, numbers as Java prints them.
      case compat
      /// As it came.
      case preserve
    }

    var ending: String { self == .bytes ? ".bin" : ".json" }
  }

  /// What happens to a record that cannot be written.
  public enum BadRecords: Sendable, Hashable {
    /// The task fails.
    case fail
    /// It is left out.
    case skip
    /// It goes to another topic; with what was wrong in its headers, if wanted.
    case deadLetters(topic: String, withContext: Bool)
  }

  /// What happens to a tombstone.
  public enum NullValues: String, Sendable, Hashable {
    /// It is a bad record.
    case fail
    /// It is left out.
    case ignore
  }

  /// The connector's name.
  public let name: String
  /// The most tasks.
  public let tasks: Int
  /// Which topics are read.
  public let topics: Topics
  /// The bucket.
  public let bucket: String
  /// The region of the bucket.
  public let region: String
  /// The object store, where it is not the cloud's own.
  public let storeURL: String?
  /// How names of objects are made.
  public let naming: ObjectNaming
  /// How objects are written.
  public let format: Format
  /// The level of gzip, where objects are compressed.
  public let gzipLevel: Int?
  /// How records are sorted into folders.
  public let partitioner: PartitionerSettings
  /// When objects are closed.
  public let rotation: RotationSettings
  /// What happens to bad records.
  public let badRecords: BadRecords
  /// What happens to tombstones.
  public let nullValues: NullValues
  /// Whether objects carry their offsets as tags.
  public let isTagged: Bool
  /// Whether an object with other bytes is replaced.
  public let overwrites: Bool
  /// Objects that are stored at once.
  public let concurrency: Int
  /// How often offsets are kept.
  public let commitInterval: Duration
  /// The pause before an object is tried again.
  public let retryPause: Duration

  /// Reads a connector's settings; what is wrong with them is said of each.
  public init(_ config: [String: String]) throws(ConfigErrors) {
    let problems = Self.complaints(about: config)
    guard problems.isEmpty else { throw ConfigErrors(problems) }
    let value = Values(config)
    name = value["name"]
    tasks = value.int("tasks.max")
    let pattern = value["topics.regex"]
    topics = pattern.isEmpty ? .names(value.list("topics")) : .pattern(pattern)
    bucket = value["s3.bucket.name"]
    region = value["s3.region"]
    storeURL = value.optional("store.url")
    let formatName = JavaClass.short(value["format.class"])
    format =
      switch formatName {
      case "ByteArrayFormat": .bytes
      case "RawJsonFormat": .rawJSON
      default: .json(value["json.bytes"] == "preserve" ? .preserve : .compat)
      }
    let isGzip = value["s3.compression.type"] == "gzip"
    gzipLevel = isGzip ? value.int("s3.compression.level") : nil
    naming = ObjectNaming(
      topicsDirectory: value["topics.dir"],
      directoryDelimiter: value["directory.delim"],
      fileDelimiter: value["file.delim"],
      offsetWidth: value.int("filename.offset.zero.pad.width"),
      ending: format.ending + (isGzip ? ".gz" : "")
    )
    do {
      partitioner = try PartitionerSettings(value)
      rotation = RotationSettings(value, partitioner)
    } catch { throw ConfigErrors([error]) }
    badRecords = Self.badRecords(value)
    nullValues = NullValues(rawValue: value["behavior.on.null.values"]) ?? .fail
    isTagged = value.bool("s3.object.tagging")
    overwrites = value["on.conflict"] == "overwrite"
    concurrency = value.int("upload.concurrency")
    commitInterval = .milliseconds(value.int("offset.flush.interval.ms"))
    retryPause = .milliseconds(value.int("retry.backoff.ms"))
  }

  /// Whether a record that cannot be written ends the task.
  func isFatal(_ refusal: RecordLine.Refusal) -> Bool {
    guard badRecords == .fail else { return false }
    return refusal != .noValue || nullValues == .fail
  }

  private static func badRecords(_ value: Values) -> BadRecords {
    guard value["errors.tolerance"] == "all" else { return .fail }
    let topic = value["errors.deadletterqueue.topic.name"]
    guard !topic.isEmpty else { return .skip }
    let withContext = value.bool("errors.deadletterqueue.context.headers.enable")
    return .deadLetters(topic: topic, withContext: withContext)
  }
}

/// Settings with their defaults, after they were checked.
struct Values {
  private let config: [String: String]

  init(_ config: [String: String]) { self.config = config }

  subscript(_ name: String) -> String {
    config[name] ?? ConfigKeys.named(name)?.defaultValue ?? ""
  }

  func optional(_ name: String) -> String? { self[name].isEmpty ? nil : self[name] }
  func int(_ name: String) -> Int { Int(self[name]) ?? 0 }
  func bool(_ name: String) -> Bool { self[name].lowercased() == "true" }
  func list(_ name: String) -> [String] {
    self[name].split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
  }
}

/// Names of Java classes, of which Connect takes the last part alone as well.
enum JavaClass {
  static func short(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }
}
