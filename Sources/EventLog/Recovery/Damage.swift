/// A place in the files where what was written cannot be read any more.
public struct Damage: Sendable, Hashable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The bytes of the file that are concerned.
  public let bytes: Range<Int>
  /// The partition whose records are lost, where that can be told.
  public let partition: TopicPartition?
  /// The offsets of the records that are lost, where they can be told.
  public let offsets: Range<Int>?

  /// `0000000001.log bytes 4096..<5000: topic a.pin partition 0 offsets 7..<9 are damaged`.
  public var description: String {
    let place = "\(file) bytes \(bytes)"
    guard let partition, let offsets else { return "\(place) are damaged" }
    return "\(place): \(partition) offsets \(offsets) are damaged"
  }
}

/// What was found when a log was opened.
public struct RecoveryReport: Sendable, Hashable {
  /// Bytes of a write that a crash had torn, which were cut off.
  public internal(set) var tornBytes = 0
  /// What could not be read; only the last segment is read whole, `verify()` reads all.
  public internal(set) var damage: [Damage] = []
  /// Indexes that were missing and were made again.
  public internal(set) var rebuiltIndexes = 0

  /// Found nothing to complain of.
  public init() {}
}
