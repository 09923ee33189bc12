/// Bytes that are not what they should be, or more than they may be.
public struct CompressionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong.
  public enum Code: Hashable, Sendable {
    /// The bytes are not in the format, or damaged.
    case damaged
    /// The bytes end before the content does.
    case cutShort
    /// The content is longer than the caller allowed.
    case tooLong(limit: Int)
  }

  /// What was wrong.
  public let code: Code
  /// The format: gzip, zstd or snappy.
  public let format: String

  init(_ code: Code, _ format: String) {
    self.code = code
    self.format = format
  }

  /// `gzip: the bytes are damaged`.
  public var description: String {
    switch code {
    case .damaged: "\(format): the bytes are damaged or in another format"
    case .cutShort: "\(format): the bytes end before the content does"
    case .tooLong(let limit): "\(format): the content is longer than the \(limit) bytes allowed"
    }
  }
}
