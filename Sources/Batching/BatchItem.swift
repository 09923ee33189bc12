/// One record on its way into a request.
public protocol BatchItem: Sendable {
  /// Where it goes: only records of one destination share a request.
  associatedtype Destination: Equatable & Sendable
  /// What the records of one request are gathered in.
  associatedtype Records: BatchRecords where Records.Item == Self

  /// Where it goes.
  var destination: Destination { get }
  /// What it counts against the bounds of bytes.
  var weight: Int { get }
}

/// The records of one request, in the form in which it will send them.
public protocol BatchRecords: Sendable {
  /// What they are made of.
  associatedtype Item: BatchItem

  /// Starts without any.
  init()

  /// How many there are.
  var count: Int { get }
  /// How large the request is by now.
  var byteCount: Int { get }

  /// Takes one more.
  mutating func append(_ item: Item)
}
