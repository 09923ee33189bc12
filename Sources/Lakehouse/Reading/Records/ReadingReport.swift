/// What a reading met: how much, and what was wrong with it.
public struct ReadingReport: Sendable, Hashable {
  /// The objects that were read.
  public internal(set) var objects = 0
  /// Those of them without a record.
  public internal(set) var emptyObjects = 0
  /// The bytes of all objects, as they are stored.
  public internal(set) var bytes = 0
  /// The rows that came of it, those of damaged records among them.
  public internal(set) var records = 0
  /// Records that are no JSON object.
  public internal(set) var malformed = 0
  /// Records with a value that its column cannot take.
  public internal(set) var unsuitable = 0
  /// Records of another table: they lack what tells this one, and have members it does not know.
  public internal(set) var foreign = 0
  /// Records left out, as the mode wanted.
  public internal(set) var dropped = 0
  /// The first things found, in order.
  public internal(set) var findings: [Finding] = []

  /// Nothing read yet.
  init() {}

  /// Whether every record was as it should be.
  public var isClean: Bool { malformed == 0 && unsuitable == 0 && foreign == 0 }

  /// Adds what came after.
  mutating func add(_ other: ReadingReport, findings limit: Int) {
    objects += other.objects
    emptyObjects += other.emptyObjects
    bytes += other.bytes
    records += other.records
    malformed += other.malformed
    unsuitable += other.unsuitable
    foreign += other.foreign
    dropped += other.dropped
    findings += other.findings.prefix(max(0, limit - findings.count))
  }

  /// Something that was not as it should be: what and where.
  public struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// Kinds of finding.
    public enum Kind: String, Sendable, Hashable {
      /// The record is no JSON object.
      case malformed = "malformed record"
      /// A column cannot take its value.
      case unsuitable = "unsuitable value"
      /// The record belongs to another table.
      case foreign = "record of another table"
    }

    /// What kind of thing.
    public let kind: Kind
    /// The object.
    public let object: String
    /// The line of the object on which the record begins, from 1.
    public let line: Int
    /// What was found, in words.
    public let detail: String

    /// `topics/a.pin/partition=0/a.pin+0+0000000003.json line 1: malformed record (…)`.
    public var description: String { "\(object) line \(line): \(kind.rawValue) (\(detail))" }
  }
}
