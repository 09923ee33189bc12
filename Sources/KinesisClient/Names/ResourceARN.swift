/// AWS's full name of a stream or of one of its registered consumers.
public struct ResourceARN: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The name as it stands in an answer: `arn:aws:kinesis:us-east-1:123456789012:stream/pins`.
  public let rawValue: String

  /// Takes a name as it stands.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The name as it stands.
  public var description: String { rawValue }
}
