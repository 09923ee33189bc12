import FoundationEssentials

/// How records are sorted into folders.
public enum PartitionerSettings: Sendable, Hashable {
  /// `partition=0`
  case byPartition
  /// `category=art/…`, by the values of fields.
  case byFields([String])
  /// `year=2024/month=05/day=27`, by time.
  case byTime(TimePath, TimestampExtractor)

  init(_ value: Values) throws(ConfigError) {
    switch JavaClass.short(value["partitioner.class"]) {
    case "FieldPartitioner":
      let fields = value.list("partition.field.name")
      guard !fields.isEmpty else {
        throw ConfigError(
          "partition.field.name",
          "partition.field.name must be given for FieldPartitioner"
        )
      }
      self = .byFields(fields)
    case "DailyPartitioner":
      self = .byTime(
        try TimePath(value, format: "'year'=YYYY/'month'=MM/'day'=dd", milliseconds: 86_400_000),
        TimestampExtractor(value)
      )
    case "HourlyPartitioner":
      self = .byTime(
        try TimePath(
          value,
          format: "'year'=YYYY/'month'=MM/'day'=dd/'hour'=HH",
          milliseconds: 3_600_000
        ),
        TimestampExtractor(value)
      )
    case "TimeBasedPartitioner":
      let duration = value.int("partition.duration.ms")
      guard duration > 0 else {
        throw ConfigError(
          "partition.duration.ms",
          "Invalid value \(duration) for configuration partition.duration.ms: Partition duration needs to be a positive."
        )
      }
      self = .byTime(
        try TimePath(value, format: value["path.format"], milliseconds: duration),
        TimestampExtractor(value)
      )
    default: self = .byPartition
    }
  }

  /// Whether the wall clock decides, so that a repeated run may sort otherwise.
  var isWallclock: Bool {
    if case .byTime(_, .wallclock) = self { true } else { false }
  }
}

/// Where the time of a record comes from.
public enum TimestampExtractor: Sendable, Hashable {
  /// The clock on the wall.
  case wallclock
  /// The record's own timestamp.
  case record
  /// A field of its value; dots go into nested objects.
  case field(String)

  init(_ value: Values) {
    switch value["timestamp.extractor"] {
    case "Record": self = .record
    case "RecordField": self = .field(value["timestamp.field"])
    default: self = .wallclock
    }
  }
}
