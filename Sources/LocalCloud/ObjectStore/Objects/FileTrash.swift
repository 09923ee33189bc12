import EventLog
import Synchronization

/// Files no object refers to any more; they are removed a little later.
///
/// An answer that is being sent names its file by path, so the file must outlive the object a while.
final class FileTrash: Sendable {
  private static let keepingTime: Duration = .seconds(10)

  private let files = Mutex<[(name: String, since: ContinuousClock.Instant)]>([])

  func add(_ name: String) {
    files.withLock { $0.append((name, .now)) }
  }

  /// Removes what has lain long enough; this may wait for a disk.
  func empty(_ folder: any LogFolder, all: Bool = false) {
    let limit = ContinuousClock.now - Self.keepingTime
    let old = files.withLock { files in
      let count = all ? files.count : files.prefix { $0.since < limit }.count
      defer { files.removeFirst(count) }
      return files.prefix(count)
    }
    // A file that cannot be removed now is found without an owner at the next start.
    for file in old { try? folder.remove(file.name) }
  }
}
