#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How much is read at once: what bounds the memory a reader takes.
public struct ReadingLimits: Sendable, Hashable {
  /// The threads that decode, and read where reading blocks.
  public var threads: Int
  /// The most objects of a batch.
  public var batchObjects = 512
  /// About how many bytes a batch holds; a larger object is read in pieces of this size.
  public var batchBytes = 1024 * 1024
  /// How many batches may be under way or lie ready, so that this many times `batchBytes` is held.
  public var batchesAhead = 4
  /// The most requests under way at once, where objects are asked for.
  public var requests = 32
  /// The longest record that is put together from pieces.
  public var recordBytes = 64 * 1024 * 1024

  /// Takes the defaults, and one thread for each processor, but not more than eight.
  public init() { threads = min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 8) }
}
