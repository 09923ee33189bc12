import EventLog
import Synchronization

/// An open file that holds bytes of objects; many objects may share one.
final class StoredFile: Sendable {
  /// The name inside the folder of the store.
  let name: String
  /// Where the system finds it; `nil` where it is no file of a disk.
  let path: String?
  let file: any LogFile
  /// Told when nobody refers to the file any more.
  private let trash: FileTrash?
  private let isWhole: Atomic<Bool>

  init(
    _ name: String,
    path: String?,
    file: any LogFile,
    trash: FileTrash?,
    isWhole: Bool = true
  ) {
    self.name = name
    self.path = path
    self.file = file
    self.trash = trash
    self.isWhole = Atomic(isWhole)
  }

  deinit { trash?.add(name, mayBeRead: isWhole.load(ordering: .relaxed)) }

  /// Says that all bytes are there: from now on objects may refer to them, and answers read them.
  func becomeWhole() { isWhole.store(true, ordering: .relaxed) }
}
