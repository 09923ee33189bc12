/// Chunks of bytes that arrive over time; asking for the next one is the back-pressure.
public struct HTTPByteStream: AsyncSequence, Sendable {
  /// One chunk, as large as whoever makes it found fit.
  public typealias Element = [UInt8]

  private let start: @Sendable () -> () async throws -> [UInt8]?

  /// Makes a stream from a function that starts it and gives back how to get the next chunk.
  public init(_ start: @escaping @Sendable () -> () async throws -> [UInt8]?) {
    self.start = start
  }

  /// Wraps any sequence of chunks.
  public init<Base: AsyncSequence & Sendable>(_ base: Base) where Base.Element == [UInt8] {
    start = {
      var iterator = base.makeAsyncIterator()
      return { try await iterator.next(isolation: #isolation) }
    }
  }

  /// Starts reading.
  public func makeAsyncIterator() -> Iterator { Iterator(source: Source(start())) }

  /// One reading of the stream.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let source: Source

    /// Waits for the next chunk; `nil` is the end.
    public func next() async throws -> [UInt8]? { try await source.pull() }

    /// Waits for the next chunk on the caller's actor; `nil` is the end.
    public func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
      try await source.pull()
    }
  }

  /// What is pulled from.
  ///
  /// A class, because a struct around nothing but a function breaks the optimiser of Swift 6.3.1 at a
  /// `for await` in top-level code.
  fileprivate final class Source {
    let pull: () async throws -> [UInt8]?

    init(_ pull: @escaping () async throws -> [UInt8]?) { self.pull = pull }
  }
}
