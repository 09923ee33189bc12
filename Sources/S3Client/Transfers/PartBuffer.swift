import Synchronization

/// Memory for one part, used again for the next: a fresh page costs more than the bytes in it.
final class PartBuffer: Sendable {
  private let storage = Mutex<[UInt8]>([])

  /// The bytes in it; they share its memory until it is filled again.
  var bytes: [UInt8] { storage.withLock { $0 } }

  /// The number of bytes in it.
  var count: Int { storage.withLock(\.count) }

  /// Forgets the bytes and makes room for others.
  func clear(capacity: Int) {
    storage.withLock { bytes in
      bytes.removeAll(keepingCapacity: true)
      bytes.reserveCapacity(capacity)
    }
  }

  /// Adds bytes behind those in it.
  func append(_ chunk: ArraySlice<UInt8>) {
    storage.withLock { $0.append(contentsOf: chunk) }
  }

  /// Replaces the bytes by `count` others that `write` brings.
  func fill(
    _ count: Int,
    _ write: (UnsafeMutableRawBufferPointer) throws(S3Error) -> Void
  ) throws(S3Error) {
    try storage.withLock { bytes throws(S3Error) in
      if bytes.count != count { bytes = [UInt8](repeating: 0, count: count) }
      try bytes.withUnsafeMutableBufferPointer { target throws(S3Error) in
        try write(UnsafeMutableRawBufferPointer(target))
      }
    }
  }
}
