/// Bytes that are no event stream: what is wrong, and after how many bytes.
public struct EventStreamError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let reason: String
  /// How many bytes of the stream stand before the message it was found in.
  public let offset: Int

  /// The reason and the place.
  public var description: String { "\(reason) in the message at byte \(offset) of the stream" }
}
