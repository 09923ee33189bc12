/// What one answer to a listing held.
public protocol ListingPage: Sendable {
  /// What is listed.
  associatedtype Item: Sendable

  /// What is listed, in S3's order.
  var items: [Item] { get }
}

/// Everything a listing has to show, fetched page by page while it is read.
///
/// Reading again asks again. No token reaches the reader.
public struct S3Listing<Page: ListingPage>: AsyncSequence, Sendable {
  /// What is listed.
  public typealias Element = Page.Item
  /// What goes wrong.
  public typealias Failure = S3Error

  typealias Fetch = @Sendable (Cursor?) async throws(S3Error) -> (Page, Cursor?)

  let fetch: Fetch

  init(_ fetch: @escaping Fetch) { self.fetch = fetch }

  /// The answers as they come, for whoever wants more than their items.
  public var pages: Pages { Pages(fetch: fetch) }

  /// Starts at the beginning.
  public func makeAsyncIterator() -> Iterator { Iterator(pages: pages.makeAsyncIterator()) }

  /// One reading of a listing.
  public struct Iterator: AsyncIteratorProtocol {
    var pages: Pages.Iterator
    private var items: [Page.Item] = []
    private var position = 0

    init(pages: Pages.Iterator) { self.pages = pages }

    /// The next item; `nil` is the end.
    public mutating func next() async throws(S3Error) -> Page.Item? {
      try await next(isolation: nil)
    }

    /// The next item, on the caller's actor; `nil` is the end.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(S3Error) -> Page.Item? {
      while position == items.count {
        guard let page = try await pages.next(isolation: actor) else { return nil }
        items = page.items
        position = 0
      }
      defer { position += 1 }
      return items[position]
    }
  }

  /// The answers of a listing, one after another.
  public struct Pages: AsyncSequence, Sendable {
    /// One answer.
    public typealias Element = Page
    /// What goes wrong.
    public typealias Failure = S3Error

    let fetch: Fetch

    /// Starts at the beginning.
    public func makeAsyncIterator() -> Iterator { Iterator(fetch: fetch) }

    /// One reading of the answers.
    public struct Iterator: AsyncIteratorProtocol {
      let fetch: Fetch
      private var cursor: Cursor?
      private var isOver = false

      init(fetch: @escaping Fetch) { self.fetch = fetch }

      /// The next answer; `nil` is the end.
      public mutating func next() async throws(S3Error) -> Page? {
        try await next(isolation: nil)
      }

      /// The next answer, on the caller's actor; `nil` is the end.
      public mutating func next(
        isolation actor: isolated (any Actor)?
      ) async throws(S3Error) -> Page? {
        if isOver { return nil }
        let (page, next) = try await fetch(cursor)
        // A server that sends us where we are would keep us for ever.
        isOver = next == nil || next == cursor
        cursor = next
        return page
      }
    }
  }
}

/// Where the next page begins: the parameters to ask for it with.
struct Cursor: Sendable, Hashable {
  let parameters: [QueryItem]

  init(_ parameters: [QueryItem]) { self.parameters = parameters }
}
