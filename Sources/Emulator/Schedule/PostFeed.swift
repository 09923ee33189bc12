public import PinterestModels

/// Records in the order they are sent, portion by portion: made as they are asked for, or recorded.
public protocol PostFeed: Sendable {
  /// The next records and the moment they are due; `nil` at the end.
  mutating func next() async throws(RowSourceError) -> RecordFeed.Portion?
}
