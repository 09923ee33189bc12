import Testing

@testable import SinkConnector

@Suite struct SinkSettingsTests {
  /// The thirteen lines of the course.
  static let course = """
    connector.class=io.confluent.connect.s3.S3SinkConnector
    # same region as our bucket and cluster
    s3.region=us-east-1
    flush.size=1
    schema.compatibility=NONE
    tasks.max=3
    # include nomeclature of topic name, given here as an example will read all data from topic names starting with msk.topic....
    topics.regex=0af8d0adfd13.*
    format.class=io.confluent.connect.s3.format.json.JsonFormat
    partitioner.class=io.confluent.connect.storage.partitioner.DefaultPartitioner
    value.converter.schemas.enable=false
    value.converter=org.apache.kafka.connect.json.JsonConverter
    storage.class=io.confluent.connect.s3.storage.S3Storage
    key.converter=org.apache.kafka.connect.storage.StringConverter
    s3.bucket.name=user-0af8d0adfd13-bucket
    """

  static func config(_ changes: [String: String?] = [:]) throws -> [String: String] {
    var config = try PropertiesFile.parse(course)
    config["name"] = "0af8d0adfd13-connector"
    for (key, value) in changes { config[key] = value }
    return config
  }

  @Test func `the course's text is a valid connector`() throws {
    #expect(try PropertiesFile.parse(Self.course).count == 13)
    let settings = try SinkSettings(Self.config())
    #expect(settings.tasks == 3 && settings.rotation.flushSize == 1)
    #expect(settings.topics == .pattern("0af8d0adfd13.*"))
    let key = settings.naming.key(
      topic: "0af8d0adfd13.pin",
      path: "partition=0",
      partition: 0,
      firstOffset: 3
    )
    #expect(key == "topics/0af8d0adfd13.pin/partition=0/0af8d0adfd13.pin+0+0000000003.json")
  }

  @Test(arguments: [
    (
      "flush.size", nil, "Missing required configuration \"flush.size\" which has no default value."
    ),
    (
      "flush.size", "abc",
      "Invalid value abc for configuration flush.size: Not a number of type INT"
    ),
    (
      "s3.bucket.name", nil,
      "Missing required configuration \"s3.bucket.name\" which has no default value."
    ),
    (
      "s3.part.size", "5",
      "Invalid value 5 for configuration s3.part.size: Part size must be at least: 5242880 bytes (5MB)"
    ),
    ("topics.regex", nil, "Must configure one of topics or topics.regex"),
    (
      "s3.compression.type", "lzo",
      "Invalid value lzo for configuration s3.compression.type: Value must be one of: [none, gzip]"
    ),
    (
      "format.class", "x.AvroFormat",
      "Invalid value x.AvroFormat for configuration format.class: Class x.AvroFormat could not be found."
    ),
  ])
  func `says what is wrong as Connect does`(key: String, value: String?, message: String) throws {
    let config = try Self.config([key: value])
    let error = #expect(throws: ConfigErrors.self) { try SinkSettings(config) }
    #expect(error?.errors.map(\.description) == [message])
    #expect(
      error?.description.hasPrefix(
        "Connector configuration is invalid and contains the following 1 error(s):\n\(message)\n"
      ) == true
    )
  }

  @Test func `both kinds of topics exclude each other, and dead letters must not be read again`()
    throws
  {
    let both = try Self.config(["topics": "a"])
    #expect(SinkSettings.complaints(about: both).map(\.name) == ["topics", "topics.regex"])
    let letters = try Self.config(["errors.deadletterqueue.topic.name": "0af8d0adfd13.dlq"])
    #expect(
      SinkSettings.complaints(about: letters).first?.description.hasPrefix(
        "The DLQ topic '0af8d0adfd13.dlq' may not be matched"
      ) == true
    )
  }

  @Test(arguments: [
    ("a=b", ["a": "b"]), ("a: b", ["a": "b"]), ("a b c", ["a": "b c"]), (" a = b ", ["a": "b "]),
    ("# c\n! d\na=1\n\nb=2", ["a": "1", "b": "2"]), ("a=1,\\\n   2", ["a": "1,2"]),
    ("a\\ b=\\u0041\\n", ["a b": "A\n"]), ("a=1\r\nb=2\r\n", ["a": "1", "b": "2"]),
    ("a", ["a": ""]),
    ("a=x=y", ["a": "x=y"]),
  ])
  func `reads properties as Java does`(text: String, settings: [String: String]) throws {
    #expect(try PropertiesFile.parse(text) == settings)
  }

  @Test func `a broken escape names its line`() {
    let error = #expect(throws: PropertiesError.self) { try PropertiesFile.parse("a=1\nb=\\u12") }
    #expect(error == PropertiesError(line: 2, reason: "\\u needs four hexadecimal digits"))
  }
}
