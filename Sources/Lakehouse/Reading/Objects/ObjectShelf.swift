import HTTPWire

/// What lists objects page by page and fetches them one by one.
protocol ObjectShelf: Sendable {
  /// The pages of a listing.
  associatedtype Pages: AsyncSequence where Pages.Element == [ListedObject]

  /// What is read, for messages.
  var description: String { get }

  /// The objects that are meant, in the order of their keys' bytes.
  var pages: Pages { get }

  /// How an object is called in messages.
  func name(of object: ListedObject) -> String

  /// Fetches a whole object.
  func bytes(of object: ListedObject) async throws(LakehouseError) -> [UInt8]

  /// Fetches an object as its bytes come.
  func chunks(of object: ListedObject) async throws(LakehouseError) -> HTTPByteStream
}
