/// Every setting the sink understands; those of AWS's network are taken and have no effect here.
public enum ConfigKeys {
  /// The settings in the order of their documentation.
  public static let all: [ConfigKey] = connector + objects + writing + errors + ours

  private static let connector = [
    ConfigKey("name", .string, required: true, "The connector's name."),
    ConfigKey("connector.class", .class, required: true, "io.confluent.connect.s3.S3SinkConnector"),
    ConfigKey("tasks.max", .int, "1", least: 1, "The most tasks."),
    ConfigKey("topics", .list, "", "The topics to read."),
    ConfigKey("topics.regex", .string, "", "A pattern that whole topic names match."),
    ConfigKey("key.converter", .class, nil, "How keys are read."),
    ConfigKey("value.converter", .class, nil, "How values are read."),
    ConfigKey("value.converter.schemas.enable", .boolean, "true", "Whether JSON carries a schema."),
    ConfigKey("key.converter.schemas.enable", .boolean, "true", "Whether JSON carries a schema."),
  ]

  private static let objects = [
    ConfigKey("s3.bucket.name", .string, required: true, "The bucket."),
    ConfigKey("s3.region", .string, "us-west-2", "The region."),
    ConfigKey(
      "store.url",
      .string,
      nil,
      "The object store's base URL, where it is not this cloud's."
    ),
    ConfigKey("topics.dir", .string, "topics", "The folder above all topics."),
    ConfigKey("directory.delim", .string, "/", "What stands between folders."),
    ConfigKey("file.delim", .string, "+", "What stands between the parts of a file's name."),
    ConfigKey("filename.offset.zero.pad.width", .int, "10", least: 0, "Digits of an offset."),
    ConfigKey("storage.class", .class, required: true, "io.confluent.connect.s3.storage.S3Storage"),
    ConfigKey("format.class", .class, required: true, "How objects are written."),
    ConfigKey("s3.compression.type", .string, "none", choices: ["none", "gzip"], "Compression."),
    ConfigKey("s3.compression.level", .int, "-1", least: -1, "The level of gzip, -1 to 9."),
    ConfigKey("s3.part.size", .int, "26214400", "The size of a part."),
    ConfigKey(
      "s3.object.tagging",
      .boolean,
      "false",
      "Whether objects carry their offsets as tags."
    ),
    ConfigKey(
      "partitioner.class",
      .class,
      "io.confluent.connect.storage.partitioner.DefaultPartitioner",
      "How records are sorted into folders."
    ),
    ConfigKey("partition.field.name", .list, "", "The fields of the FieldPartitioner."),
    ConfigKey("partition.duration.ms", .long, "-1", "The time a folder covers."),
    ConfigKey("path.format", .string, "", "How a time becomes folders."),
    ConfigKey("locale", .string, "", "The locale of path.format."),
    ConfigKey("timezone", .string, "", "The time zone of path.format."),
    ConfigKey("timestamp.extractor", .string, "Wallclock", "Wallclock, Record or RecordField."),
    ConfigKey("timestamp.field", .string, "timestamp", "The field of RecordField."),
  ]

  private static let writing = [
    ConfigKey("flush.size", .int, required: true, least: 1, "Records an object."),
    ConfigKey("rotate.interval.ms", .long, "-1", "The time of records an object spans."),
    ConfigKey("rotate.schedule.interval.ms", .long, "-1", "How often objects are closed."),
    ConfigKey("schema.compatibility", .string, "NONE", "How schemas may change."),
    ConfigKey(
      "retry.backoff.ms",
      .long,
      "5000",
      least: 0,
      "The pause before an object is tried again."
    ),
    ConfigKey("offset.flush.interval.ms", .long, "60000", least: 1, "How often offsets are kept."),
  ]

  private static let errors = [
    ConfigKey(
      "behavior.on.null.values",
      .string,
      "fail",
      choices: ["fail", "ignore", "write"],
      "What happens to tombstones."
    ),
    ConfigKey(
      "errors.tolerance",
      .string,
      "none",
      choices: ["none", "all"],
      "Whether bad records end a task."
    ),
    ConfigKey("errors.log.enable", .boolean, "false", "Whether bad records are told."),
    ConfigKey("errors.deadletterqueue.topic.name", .string, "", "Where bad records go."),
    ConfigKey(
      "errors.deadletterqueue.context.headers.enable",
      .boolean,
      "false",
      "Whether they carry what was wrong."
    ),
    ConfigKey(
      "errors.deadletterqueue.topic.replication.factor",
      .int,
      "3",
      "Copies of that topic."
    ),
  ]

  private static let ours = [
    ConfigKey(
      "json.bytes",
      .string,
      "compat",
      choices: ["compat", "preserve"],
      "compat writes JSON as Connect does, preserve as it came."
    ),
    ConfigKey(
      "on.conflict",
      .string,
      "fail",
      choices: ["fail", "overwrite"],
      "What happens where an object with other bytes is there already."
    ),
    ConfigKey("upload.concurrency", .int, "64", least: 1, "Objects that are stored at once."),
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The setting of that name.
  public static func named(_ name: String) -> ConfigKey? { byName[name] }
}
