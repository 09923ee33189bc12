import HTTPWire

/// The objects of a store in this process, which two functions list and read.
///
/// Whoever knows the store, such as a local cloud, lends them; paths mean what they mean in S3.
public struct InProcessSource: ObjectSource {
  /// Lists the objects whose keys begin like that, in the order of their keys' bytes.
  public typealias List = @Sendable (_ prefix: String) async throws -> [ListedObject]
  /// Reads an object.
  public typealias Read = @Sendable (_ key: String) async throws -> [UInt8]

  private let shelf: Shelf

  /// Reads what `path` means in a store, which messages call `store`.
  public init(
    _ store: String,
    _ path: String,
    list: @escaping List,
    read: @escaping Read
  ) throws(LakehouseError) {
    shelf = Shelf(
      store: store,
      path: path,
      pattern: try KeyPattern(path),
      list: list,
      read: read
    )
  }

  /// `store/path`.
  public var description: String { shelf.description }

  /// Reads every object, several at once.
  public func read(
    _ limits: ReadingLimits,
    _ take: @escaping @Sendable (ObjectBatch) -> Bool
  ) async throws(LakehouseError) {
    try await FetchPass(shelf, limits, take).run()
  }

  private struct Shelf: ObjectShelf {
    let store: String
    let path: String
    let pattern: KeyPattern
    let list: List
    let read: Read

    var description: String { "\(store)/\(path)" }
    var isAtHand: Bool { true }

    /// One page: what is at hand needs no more.
    struct Pages: AsyncSequence, AsyncIteratorProtocol {
      let shelf: Shelf
      var isOver = false

      func makeAsyncIterator() -> Pages { self }

      mutating func next() async throws -> [ListedObject]? {
        guard !isOver else { return nil }
        isOver = true
        let pattern = shelf.pattern
        return try await shelf.list(pattern.prefix).filter { pattern.matches($0.key) }
      }
    }

    var pages: Pages { Pages(shelf: self) }

    func name(of object: ListedObject) -> String { "\(store)/\(object.key)" }

    func bytes(of object: ListedObject) async throws(LakehouseError) -> [UInt8] {
      do { return try await read(object.key) } catch {
        throw LakehouseError(
          .unreadable,
          name(of: object),
          detail: "\(error)",
          underlying: error
        )
      }
    }

    func chunks(of object: ListedObject) async throws(LakehouseError) -> HTTPByteStream {
      HTTPBody.bytes(try await bytes(of: object)).chunks
    }
  }
}
