import OwnThread

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads and writes the files of a folder on a thread of its own.
actor FolderThread {
  private static let mostPrepared = 64

  private nonisolated let executor = ThreadExecutor(name: "table-files")
  private let root: String
  private let isDurable: Bool
  /// Folders that were there when last written to.
  private var knownFolders: Set<String> = []
  /// Files that must be on the disk before the next one is created, by their paths.
  private var prepared: [String: UnsettledFile] = [:]

  init(root: String, isDurable: Bool) {
    self.root = root
    self.isDurable = isDurable
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  func list(_ folder: String, startAfter: String?) throws(TableFormatError) -> [StoredFile] {
    var files = try FolderWalk(root: root).files(in: folder)
    if let startAfter {
      files.removeAll { !startAfter.utf8.lexicographicallyPrecedes($0.path.utf8) }
    }
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  func read(_ path: String, range: Range<Int>?) throws(TableFormatError) -> [UInt8] {
    let file = try FileDescriptor(opening: full(path))
    let range = if let range { range } else { 0..<(try file.size()) }
    let bytes = try file.read(range)
    guard bytes.count == range.count else {
      let detail = "\(bytes.count) of \(range.count) bytes from \(range.lowerBound) on"
      throw TableFormatError(.malformed, full(path), detail: detail)
    }
    return bytes
  }

  func file(_ path: String) throws(TableFormatError) -> StoredFile? {
    var status = stat()
    guard unsafe stat(full(path), &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system(full(path))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    return StoredFile(path, status)
  }

  func write(_ bytes: [UInt8], to path: String) throws(TableFormatError) {
    let draft = try writeDraft(bytes, beside: path)
    if isDurable { try draft.settle() }
    try draft.rename(to: full(path))
    if isDurable { try FileDescriptor(opening: full(Self.folder(of: path))).sync() }
  }

  func prepare(_ bytes: [UInt8], at path: String) async throws(TableFormatError) {
    let draft = try writeDraft(bytes, beside: path)
    try draft.rename(to: full(path))
    guard isDurable else { return }
    prepared[path] = draft
    // Each is an open file, of which a process has only so many.
    if prepared.count >= Self.mostPrepared { try await settle([]) }
  }

  func create(_ bytes: [UInt8], at path: String) async -> Creation {
    let draft: UnsettledFile
    do throws(TableFormatError) {
      draft = try writeDraft(bytes, beside: path)
      defer { draft.unlink() }
      if isDurable { try await settle([draft]) }
      guard unsafe link(draft.path, full(path)) == 0 else {
        return errno == EEXIST ? .taken : .refused(.system(full(path)))
      }
    } catch {
      return .refused(error)
    }
    guard isDurable else { return .created }
    do throws(TableFormatError) {
      try FileDescriptor(opening: full(Self.folder(of: path))).sync()
      return .created
    } catch {
      // The link is there; nobody knows whether it would outlive a power cut.
      return .unknown(error)
    }
  }

  func delete(_ path: String) throws(TableFormatError) {
    prepared[path] = nil
    guard unsafe unlink(full(path)) == 0 || errno == ENOENT || errno == ENOTDIR else {
      throw .system(full(path))
    }
  }

  /// Waits until the disk has what was prepared, with its folders, and some more files.
  private func settle(_ drafts: [UnsettledFile]) async throws(TableFormatError) {
    let due = prepared
    let folders = Set(due.keys.map(Self.folder)).map { full($0) }
    try await DiskSync(files: drafts + due.values, folders: folders).run()
    for (path, file) in due where prepared[path] === file { prepared[path] = nil }
  }

  /// A whole file under a name nobody looks for.
  private func writeDraft(
    _ bytes: [UInt8],
    beside path: String
  ) throws(TableFormatError) -> UnsettledFile {
    let folder = Self.folder(of: path)
    try makeFolder(folder)
    return try UnsettledFile(bytes, at: full(folder) + "/" + AbandonedFile.name())
  }

  private func makeFolder(_ folder: String) throws(TableFormatError) {
    guard !knownFolders.contains(folder) || !isThere(full(folder)) else { return }
    var made: [Substring] = []
    let path = full(folder)
    for part in path.split(separator: "/") {
      made.append(part)
      let name = (path.hasPrefix("/") ? "/" : "") + made.joined(separator: "/")
      guard unsafe mkdir(name, 0o777) == 0 else {
        if errno == EEXIST || isThere(name) { continue }
        throw .system(name)
      }
      if isDurable { try Self.syncParent(of: name) }
    }
    knownFolders.insert(folder)
  }

  private func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  private static func syncParent(of path: String) throws(TableFormatError) {
    let parent = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
    try FileDescriptor(opening: parent.isEmpty ? "/" : String(parent)).sync()
  }

  private func full(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}

extension StoredFile {
  /// Takes what the system says of a file.
  init(_ path: String, _ status: stat) {
    let time = status.st_mtim
    self.init(
      path: path,
      size: Int(status.st_size),
      modified: time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    )
  }
}
