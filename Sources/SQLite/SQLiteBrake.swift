import Synchronization

/// Stops what a database is doing, from any thread.
public final class SQLiteBrake: Sendable {
  private let pulled = Atomic(false)

  /// A brake that nobody has pulled.
  public init() {}

  /// Ends the statement that runs now, and every later one, with an error.
  public func pull() { pulled.store(true, ordering: .relaxed) }

  /// Lets statements run again.
  public func release() { pulled.store(false, ordering: .relaxed) }

  /// Whether somebody pulled it.
  public var isPulled: Bool { pulled.load(ordering: .relaxed) }
}
