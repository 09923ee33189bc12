/// Reads settings, tokens and caches, and writes caches back.
public protocol HostFiles: Sendable {
  /// The whole file, or `nil` where none is there.
  func read(_ path: String) throws(HostFileError) -> [UInt8]?

  /// Replaces the file at once for every reader, readable by nobody but its owner.
  func replace(_ path: String, with bytes: [UInt8]) throws(HostFileError)
}

/// A file that could not be read or written, and why.
public struct HostFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which file.
  public let path: String
  /// What the system said.
  public let reason: String

  /// Names a file and what the system said.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// `/path: reason`.
  public var description: String { "\(path): \(reason)" }
}
