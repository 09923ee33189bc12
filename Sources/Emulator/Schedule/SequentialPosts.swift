import PinterestModels

/// The posts of a source in their order, read a page of rows at a time.
///
/// To ask a database for row after row by its position costs it a walk through the table each time.
struct SequentialPosts: Sendable {
  private static let pageSize = 1_024

  private let source: any RowSource
  private var page: [Post] = []
  private var start = 0

  init(_ source: any RowSource) { self.source = source }

  /// The post at a position; those that follow it cost next to nothing.
  mutating func post(at position: Int) async throws(RowSourceError) -> Post {
    if !(start..<start + page.count).contains(position) {
      page = try await read(from: position)
      start = position
    }
    // A row that is missing is missed by the source itself, in its own words.
    return page.isEmpty ? try await source.post(at: position) : page[position - start]
  }

  private func read(from position: Int) async throws(RowSourceError) -> [Post] {
    var posts: [Post] = []
    posts.reserveCapacity(Self.pageSize)
    var pins = source.pins(from: position).makeAsyncIterator()
    var places = source.geolocations(from: position).makeAsyncIterator()
    var users = source.users(from: position).makeAsyncIterator()
    while posts.count < Self.pageSize, let pin = try await pins.next(),
      let place = try await places.next(), let user = try await users.next()
    {
      posts.append(Post(pin: pin, geolocation: place, user: user))
    }
    return posts
  }
}
