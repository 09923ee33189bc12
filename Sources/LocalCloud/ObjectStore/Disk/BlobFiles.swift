import EventLog
import Synchronization

/// The files of objects that are too large for the log, one each.
///
/// A file counts once the log names it; one that no log names is of no object and goes at a start.
final class BlobFiles: Sendable {
  static let prefix = "blob-"

  /// Where work that may wait for a disk is done.
  let thread = DiskThread(name: "objects")
  let folder: any LogFolder
  let trash = FileTrash()
  private let path: String?
  private let syncs: Bool
  private let next: Mutex<Int>

  init(_ folder: any LogFolder, path: String?, syncs: Bool) {
    self.folder = folder
    self.path = path
    self.syncs = syncs
    next = Mutex(1)
  }

  /// Makes an empty file of a new name.
  func create() throws(LogError) -> StoredFile {
    let number = next.withLock { next in
      defer { next += 1 }
      return next
    }
    // What broke off before may be all the room there is.
    trash.empty(folder)
    let name = Self.name(number)
    return stored(name, try folder.create(name), isWhole: false)
  }

  static func name(_ number: Int) -> String { prefix + String(number) }

  /// The number in a name such as `blob-12`.
  static func number(ofName name: String) -> Int? {
    name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.utf8.count)) : nil
  }

  /// Says from which number on names are free.
  func start(at number: Int) { next.withLock { $0 = number } }

  /// Opens a file the log names.
  func open(_ name: String) throws(LogError) -> StoredFile {
    stored(name, try folder.open(name))
  }

  /// Returns when what was written outlives what the policy promises.
  func secure(_ file: StoredFile) throws(LogError) {
    if syncs { try file.file.sync() }
  }

  private func stored(_ name: String, _ file: any LogFile, isWhole: Bool = true) -> StoredFile {
    let path = path.map { "\($0)/\(name)" }
    return StoredFile(name, path: path, file: file, trash: trash, isWhole: isWhole)
  }
}
