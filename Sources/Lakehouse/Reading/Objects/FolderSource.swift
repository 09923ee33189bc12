import OwnThread
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files of a folder, or those a pattern means.
///
/// Of a folder all files are read, however deep; names that begin with a dot or an underscore are
/// passed over wherever a folder or a wildcard leads to them, as Spark does.
public struct FolderSource: ObjectSource {
  private let path: String

  /// Reads from a folder, from one file, or from what a pattern matches.
  public init(_ path: String) { self.path = path }

  /// The path as it was given.
  public var description: String { path }

  /// Reads every file, on as many threads as the limits say.
  public func read(
    _ limits: ReadingLimits,
    _ take: @escaping @Sendable (ObjectBatch) -> Bool
  ) async throws(LakehouseError) {
    let files = try await listed()
    guard files.count > 0 else {
      throw LakehouseError(.nothingFound, path, detail: "no file is there")
    }
    let queue = FileQueue(files, limits)
    await ThreadCrew.run(min(limits.threads, files.count), name: "lake-files") { _ in
      FileReader(files, limits).run(queue, take)
    }
  }

  /// Looks what is there, on a thread of its own: a disk may let one wait.
  private func listed() async throws(LakehouseError) -> FileListing {
    let outcome = Mutex(Result<FileListing, LakehouseError>.success(FileListing()))
    await ThreadCrew.run(1, name: "lake-list") { _ in
      let listing = Result { () throws(LakehouseError) in try FileListing(path) }
      outcome.withLock { $0 = listing }
    }
    return try outcome.withLock { $0 }.get()
  }
}

/// Deals out files in order, so many at a time as make a batch.
private final class FileQueue: Sendable {
  private struct Progress {
    var next = 0
    var number = 0
    var files = 0
    var bytes = 0
  }

  private let count: Int
  private let limits: ReadingLimits
  private let progress = Mutex(Progress())

  init(_ files: FileListing, _ limits: ReadingLimits) {
    count = files.count
    self.limits = limits
  }

  /// The next files and the number of their batch.
  func claim() -> (number: Int, files: Range<Int>)? {
    progress.withLock { progress in
      guard progress.next < count else { return nil }
      // Until the first files are read nobody knows whether they are large.
      let average = progress.files == 0 ? limits.batchBytes / 16 : progress.bytes / progress.files
      let most = min(limits.batchObjects, max(1, limits.batchBytes / max(average, 1)))
      let files = progress.next..<min(count, progress.next + most)
      defer {
        progress.next = files.upperBound
        progress.number += 1
      }
      return (progress.number, files)
    }
  }

  func note(files: Int, bytes: Int) {
    progress.withLock { progress in
      progress.files += files
      progress.bytes += bytes
    }
  }
}

/// Reads files into a batch, again and again the same one.
private struct FileReader: ~Copyable {
  private let files: FileListing
  private let limits: ReadingLimits
  private let batch: ObjectBatch
  /// The folder that is open, to which names are relative.
  private var folder: (index: Int, descriptor: Int32)?
  private var bytes = 0

  init(_ files: FileListing, _ limits: ReadingLimits) {
    self.files = files
    self.limits = limits
    batch = ObjectBatch(of: files, capacity: limits.batchBytes + Self.leastRoom)
  }

  deinit { if let folder { close(folder.descriptor) } }

  /// What a read is offered at least: most objects end within it.
  private static let leastRoom = 64 * 1024

  consuming func run(_ queue: FileQueue, _ take: (ObjectBatch) -> Bool) {
    while let (number, claimed) = queue.claim() {
      batch.restart(number: number)
      bytes = 0
      for index in claimed {
        guard read(index, take) else { return }
      }
      queue.note(files: claimed.count, bytes: bytes)
      batch.isLast = true
      guard take(batch) else { return }
    }
  }

  /// Reads one file behind what the batch holds; `false` says to stop.
  private mutating func read(_ index: Int, _ take: (ObjectBatch) -> Bool) -> Bool {
    guard batch.used < limits.batchBytes || handOver(take) else { return false }
    let file = files.open(index, in: &folder)
    guard file >= 0 else { return fail(index, take) }
    defer { close(file) }
    var start = batch.used
    var isFirst = true
    while true {
      if batch.room < Self.leastRoom {
        batch.add(index, from: start, isFirst: isFirst, isLast: false)
        guard handOver(take) else { return false }
        isFirst = false
        start = 0
      }
      let count = batch.fill { Self.read(file, $0) }
      guard count >= 0 else { return fail(index, take) }
      bytes += count
      if count == 0 { break }
    }
    batch.add(index, from: start, isFirst: isFirst, isLast: true)
    return true
  }

  private static func read(_ file: Int32, _ room: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(file, room.baseAddress, room.count)
      #else
        let count = Musl.read(file, room.baseAddress, room.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// Gives what there is of the batch and goes on with an empty one of the same number.
  private func handOver(_ take: (ObjectBatch) -> Bool) -> Bool {
    batch.isLast = false
    guard take(batch) else { return false }
    batch.clear()
    return true
  }

  private func fail(_ index: Int, _ take: (ObjectBatch) -> Bool) -> Bool {
    let reason = String(cString: strerror(errno))
    batch.failure = LakehouseError(.unreadable, files.name(of: index), detail: reason)
    batch.isLast = true
    _ = take(batch)
    return false
  }
}
