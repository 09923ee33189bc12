/// Everything a listing has to show, fetched page by page while it is read.
///
/// Reading again asks again. No token reaches the reader.
public struct KinesisListing<Element: Sendable>: AsyncSequence, Sendable {
  /// What goes wrong.
  public typealias Failure = KinesisError

  /// What one answer brought, and how to ask for the next one.
  typealias Page = (items: [Element], next: Token?)
  typealias Fetch = @Sendable (Token?) async throws(KinesisError) -> Page

  /// Where the next answer begins.
  struct Token: Hashable, Sendable {
    let text: String
  }

  let fetch: Fetch

  init(_ fetch: @escaping Fetch) { self.fetch = fetch }

  /// Starts at the beginning.
  public func makeAsyncIterator() -> Iterator { Iterator(fetch: fetch) }

  /// Everything at once.
  public func all() async throws(KinesisError) -> [Element] {
    var (items, token) = ([Element](), Token?.none)
    repeat {
      let page = try await fetch(token)
      items += page.items
      // A service that sends us where we are would keep us for ever.
      token = page.next == token ? nil : page.next
    } while token != nil
    return items
  }

  /// One reading of a listing.
  public struct Iterator: AsyncIteratorProtocol {
    let fetch: Fetch
    private var items: ArraySlice<Element> = []
    private var token: Token?
    private var isOver = false

    init(fetch: @escaping Fetch) { self.fetch = fetch }

    /// The next item; `nil` is the end.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(KinesisError) -> Element? {
      while items.isEmpty, !isOver {
        let page = try await fetch(token)
        items = page.items[...]
        isOver = page.next == nil || page.next == token
        token = page.next
      }
      return items.popFirst()
    }
  }
}
