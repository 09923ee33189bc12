/// One stream: what writes to it, reads from it and changes it.
///
/// A value that shares its client's connections.
public struct KinesisStream: Sendable, CustomStringConvertible {
  let reference: StreamReference
  let engine: Engine

  /// The name, or the full name where it was made from one.
  public var description: String { reference.description }
}
