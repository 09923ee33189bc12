import Synchronization

/// Memory for one part of a stream, used again for another: a fresh page costs more than its bytes.
final class PartBuffer: Sendable {
  private let storage = Mutex<[UInt8]>([])

  /// The bytes in it; they share its memory until it is cleared.
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
}
