import EventLog
import Synchronization

/// Files no object refers to any more; they are removed a little later.
///
/// An answer that is being sent names its file by path, so the file must outlive the object a while.
final class FileTrash: Sendable {
  static let keepingTime: Duration = .seconds(10)

  private let files = Mutex<[(name: String, due: ContinuousClock.Instant)]>([])

  /// Takes a file, and keeps it a while where somebody may have been reading it.
  func add(_ name: String, mayBeRead: Bool) {
    let due = mayBeRead ? ContinuousClock.now.advanced(by: Self.keepingTime) : .now
    files.withLock { $0.append((name, due)) }
  }

  /// Removes what has lain long enough; this may wait for a disk.
  func empty(_ folder: any LogFolder, all: Bool = false) {
    let now = ContinuousClock.now
    let old = files.withLock { files in
      guard !files.isEmpty else { return files }
      let old = files.filter { all || $0.due <= now }
      files.removeAll { all || $0.due <= now }
      return old
    }
    // A file that cannot be removed now is found without an owner at the next start.
    for file in old { try? folder.remove(file.name) }
  }
}
