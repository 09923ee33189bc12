import Digests
import EventLog
import FoundationEssentials
import HTTPWire
import Synchronization

/// Buckets and objects, in memory or in a folder; the same behaviour in both.
///
/// It knows nothing of HTTP requests or signatures: what a caller may do is settled before.
final class ObjectStorage: Sendable {
  /// Up to this length bytes lie in the log, beyond it in a file of their own.
  static let inlineLimit = 1 << 20

  let ledger: any StoreLedger
  /// Where bytes that are too many for the log go; `nil` in memory.
  let files: BlobFiles?
  /// The parts of the log that could not be read at the start; what they told is lost.
  let damage: [Range<Int>]
  let now: @Sendable () -> Date
  private let random: Mutex<any RandomNumberGenerator & Sendable>

  /// Keeps everything in memory.
  init(
    now: @escaping @Sendable () -> Date = { Date() },
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    ledger = MemoryLedger()
    files = nil
    damage = []
    self.now = now
    self.random = Mutex(random)
  }

  init(
    ledger: any StoreLedger,
    files: BlobFiles,
    damage: [Range<Int>] = [],
    now: @escaping @Sendable () -> Date,
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.ledger = ledger
    self.files = files
    self.damage = damage
    self.now = now
    self.random = Mutex(random)
  }

  /// Where reading may wait for a disk.
  var disk: DiskThread? { files?.thread }

  /// Milliseconds since 1970.
  var time: Int64 { Int64((now().timeIntervalSince1970 * 1000).rounded(.down)) }

  /// A name nobody can guess: 32 characters of 192 random bits.
  func unguessableName() -> String {
    let words = random.withLock { random in (0..<3).map { _ in random.next() } }
    let bytes = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    return Base64.encodeForURL(bytes)
  }

  /// Does what goes on without being asked.
  func run() async { await ledger.run() }

  /// Ends the store; what was stored in a folder can be opened again.
  func close() async { await ledger.close() }

  /// Forgets every bucket and everything in them.
  func reset() async throws(S3Failure) {
    try await ledger.commit(about: .all) { state in
      StoreDecision(changes: state.buckets.keys.map(StoreChange.bucketRemoved), value: ())
    }
  }
}
