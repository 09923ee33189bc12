/// How the v3 API is to store a key or a value.
public struct PartEncoding: Hashable, Sendable {
  /// How the name of a subject is made from topic and record.
  public enum SubjectNaming: String, Hashable, Sendable {
    /// After the topic.
    case topicName = "TOPIC_NAME"
    /// After the record's type.
    case recordName = "RECORD_NAME"
    /// After both.
    case topicRecordName = "TOPIC_RECORD_NAME"
  }

  /// The word of the API; `nil` leaves it to the schema.
  public var type: String?
  /// The subject the schema is registered under, where it is not made from the topic's name.
  public var subject: String?
  /// How the subject's name is made.
  public var subjectNaming: SubjectNaming?
  /// The identifier of the schema.
  public var schemaID: Int?
  /// The version of the schema under its subject.
  public var schemaVersion: Int?
  /// The text of the schema.
  public var schema: String?

  /// Names an encoding that is not listed here.
  public init(type: String?) { self.type = type }

  /// JSON values, stored as their text.
  public static let json = PartEncoding(type: "JSON")
  /// Bytes: use `Data`.
  public static let binary = PartEncoding(type: "BINARY")
  /// Texts, stored as their UTF-8 and without quotes: use `String`.
  public static let string = PartEncoding(type: "STRING")
  /// Whatever schema was registered last under the topic's subject.
  public static let latestSchema = PartEncoding(type: nil)

  /// A schema that is registered already.
  public static func registered(schemaID: Int) -> PartEncoding {
    var encoding = PartEncoding(type: nil)
    encoding.schemaID = schemaID
    return encoding
  }
}
