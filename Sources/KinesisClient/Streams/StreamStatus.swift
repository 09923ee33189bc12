/// What a stream is doing, as an open set.
public struct StreamStatus: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The word as it stands in an answer.
  public let rawValue: String

  /// Takes a word as it stands in an answer.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The word.
  public var description: String { rawValue }

  /// It is being made and takes nothing yet.
  public static let creating = StreamStatus(rawValue: "CREATING")
  /// It is going away.
  public static let deleting = StreamStatus(rawValue: "DELETING")
  /// It can be written, read and changed.
  public static let active = StreamStatus(rawValue: "ACTIVE")
  /// It can be written and read; a change is under way.
  public static let updating = StreamStatus(rawValue: "UPDATING")
}
