extension SinkSettings {
  private static let connectors: Set<String> = ["S3SinkConnector", "S3Sink", "S3"]
  private static let formats: Set<String> = ["JsonFormat", "ByteArrayFormat", "RawJsonFormat"]
  private static let partitioners: Set<String> = [
    "DefaultPartitioner", "FieldPartitioner", "TimeBasedPartitioner", "DailyPartitioner",
    "HourlyPartitioner",
  ]
  private static let converters: Set<String> = [
    "JsonConverter", "StringConverter", "ByteArrayConverter", "Json", "String", "ByteArray",
  ]

  /// Everything that is wrong with settings, setting by setting, in Connect's words.
  public static func complaints(about config: [String: String]) -> [ConfigError] {
    var found: [ConfigError] = []
    for key in ConfigKeys.all {
      if let complaint = key.complaint(about: config[key.name] ?? key.defaultValue) {
        found.append(ConfigError(key.name, complaint))
      }
    }
    found += classComplaints(config)
    found += topicComplaints(Values(config))
    found += otherComplaints(Values(config))
    return found
  }

  private static func classComplaints(_ config: [String: String]) -> [ConfigError] {
    let known: [(String, Set<String>)] = [
      ("connector.class", connectors), ("format.class", formats),
      ("storage.class", ["S3Storage"]), ("partitioner.class", partitioners),
      ("key.converter", converters), ("value.converter", converters),
    ]
    return known.compactMap { name, classes in
      guard let value = config[name], !classes.contains(JavaClass.short(value)) else { return nil }
      return ConfigError(
        name,
        "Invalid value \(value) for configuration \(name): Class \(value) could not be found."
      )
    }
  }

  private static func topicComplaints(_ value: Values) -> [ConfigError] {
    let names = value.list("topics")
    let pattern = value["topics.regex"]
    if names.isEmpty, pattern.isEmpty {
      return [ConfigError("topics", "Must configure one of topics or topics.regex")]
    }
    if !names.isEmpty, !pattern.isEmpty {
      let text = "topics and topics.regex are mutually exclusive options, but both are set."
      return [ConfigError("topics", text), ConfigError("topics.regex", text)]
    }
    guard !pattern.isEmpty else { return [] }
    guard let regex = try? Regex(pattern) else {
      let text = "Invalid value \(pattern) for configuration topics.regex: Must be a valid regex"
      return [ConfigError("topics.regex", text)]
    }
    let letters = value["errors.deadletterqueue.topic.name"]
    guard !letters.isEmpty, (try? regex.wholeMatch(in: letters)) ?? nil != nil else { return [] }
    return [
      ConfigError(
        "topics.regex",
        "The DLQ topic '\(letters)' may not be matched by the regex for the topics "
          + "('topics.regex=\(pattern)') consumed by the connector"
      )
    ]
  }

  private static func otherComplaints(_ value: Values) -> [ConfigError] {
    var found: [ConfigError] = []
    if let size = Int(value["s3.part.size"]), size < 5_242_880 {
      let text = "Invalid value \(size) for configuration s3.part.size: "
      found.append(
        ConfigError("s3.part.size", text + "Part size must be at least: 5242880 bytes (5MB)")
      )
    }
    if value["behavior.on.null.values"] == "write" {
      found.append(
        ConfigError(
          "behavior.on.null.values",
          "behavior.on.null.values=write needs store.kafka.keys, which this sink does not have"
        )
      )
    }
    do throws(ConfigError) { _ = try PartitionerSettings(value) } catch { found.append(error) }
    let isGzip = value["s3.compression.type"] == "gzip"
    if let level = Int(value["s3.compression.level"]), isGzip, level > 9 {
      let text = "Invalid value \(level) for configuration s3.compression.level: "
      found.append(ConfigError("s3.compression.level", text + "Value must be no more than 9"))
    }
    return found
  }
}
