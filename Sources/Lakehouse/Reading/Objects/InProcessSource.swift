import OwnThread

/// The objects of a store in this process, through which the store itself walks.
///
/// Whoever knows the store, such as a local cloud, lends the walk; paths mean what they mean in S3.
public struct InProcessSource: ObjectSource {
  /// Takes a piece of an object and whether it is the last; `false` ends the lending, and the rest
  /// of the object is passed over.
  public typealias Visit = (_ key: String, _ piece: Span<UInt8>, _ isLast: Bool) -> Bool
  /// Lends the objects that follow until the visitor has enough or none is left; it may block.
  public typealias Walk = @Sendable (_ visit: Visit) throws -> Void
  /// Begins a walk through the objects whose keys begin like that and are meant, in the order of
  /// their keys' bytes and as they all are at that moment.
  public typealias Begin =
    @Sendable (
      _ prefix: String, _ isMeant: @escaping @Sendable (_ key: String) -> Bool
    ) throws -> Walk

  private let store: String
  private let path: String
  private let pattern: KeyPattern
  private let begin: Begin

  /// Reads what `path` means in a store, which messages call `store`.
  public init(_ store: String, _ path: String, begin: @escaping Begin) throws(LakehouseError) {
    self.store = store
    self.path = path
    pattern = try KeyPattern(path)
    self.begin = begin
  }

  /// `store/path`.
  public var description: String { "\(store)/\(path)" }

  /// Reads every object: one thread at a time goes on with the walk, while the others decode.
  public func read(
    _ limits: ReadingLimits,
    _ take: @escaping @Sendable (ObjectBatch) -> Bool
  ) async throws(LakehouseError) {
    let walk: SharedWalk
    do {
      walk = SharedWalk(try begin(pattern.prefix, pattern.matches), description, limits)
    } catch {
      throw LakehouseError(.unreadable, description, detail: "\(error)", underlying: error)
    }
    await ThreadCrew.run(limits.threads, name: "lake-store") { _ in
      let batch = ObjectBatch(number: 0, capacity: 2 * limits.batchBytes, below: "\(store)/")
      while walk.fill(batch, take), take(batch) {}
    }
    guard walk.hasBegun else {
      throw LakehouseError(.nothingFound, description, detail: "no object is there")
    }
  }
}
