/// A value that holds secrets: printed, interpolated, dumped or mirrored it shows its type only.
protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
  /// The name of the type and nothing of what is inside.
  public var description: String { "\(Self.self)(…)" }
  /// The name of the type and nothing of what is inside.
  public var debugDescription: String { description }
  /// No children.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
