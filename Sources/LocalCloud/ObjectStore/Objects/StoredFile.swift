import EventLog

/// An open file that holds bytes of objects; many objects may share one.
final class StoredFile: Sendable {
  /// The name inside the folder of the store.
  let name: String
  /// Where the system finds it; `nil` where it is no file of a disk.
  let path: String?
  let file: any LogFile
  /// Told when nobody refers to the file any more.
  private let trash: FileTrash?

  init(_ name: String, path: String?, file: any LogFile, trash: FileTrash?) {
    self.name = name
    self.path = path
    self.file = file
    self.trash = trash
  }

  deinit { trash?.add(name) }
}
