/// Bytes that can be had in pieces: a file, an object of a store, or an array.
public protocol ByteSource: Sendable {
  /// What they are called, for complaints.
  var name: String { get }
  /// How many there are.
  func size() async throws(TableFormatError) -> Int
  /// The bytes of a range that lies within the size.
  func bytes(in range: Range<Int>) async throws(TableFormatError) -> [UInt8]
}
