#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Goes through folders and collects the files that are meant.
struct FolderWalk {
  /// What has been found.
  private(set) var files: FileListing

  init(into files: FileListing) { self.files = files }

  /// What a path leads to.
  enum Kind {
    case file, folder, other
  }

  /// What is at a path; `nil` with `errno` where nothing can be seen.
  static func kind(of path: String) -> Kind? {
    var status = stat()
    errno = 0
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    default: return .other
    }
  }

  /// Collects the files below a folder whose path ends with a slash, or is empty for the current
  /// one.
  ///
  /// With a pattern only those whose path it matches, or that lie in a folder it matches.
  mutating func enter(_ folder: String, _ pattern: GlobPattern?) throws(LakehouseError) {
    guard let directory = opendir(folder.isEmpty ? "." : folder) else {
      // Behind a pattern a folder that is not there is one that does not match.
      if pattern != nil, errno == ENOENT { return }
      throw LakehouseError(.unreadable, folder, detail: String(cString: strerror(errno)))
    }
    defer { closedir(directory) }
    var deeper: [(name: String, pattern: GlobPattern?)] = []
    var number: Int32?
    var path = Array(folder.utf8)
    let folderLength = path.count
    errno = 0
    while let entry = readdir(directory) {
      defer { errno = 0 }
      let name = Self.name(of: entry)
      guard !Self.isHidden(name) else { continue }
      path.replaceSubrange(folderLength..., with: name)
      let isMeant = pattern.map { pattern in path.withUnsafeBufferPointer(pattern.matches) } ?? true
      // A link that leads nowhere is told of when it is opened.
      switch kind(of: entry, path) ?? .file {
      case .folder:
        let inner = isMeant ? nil : pattern
        guard inner?.mayLead(through: String(decoding: path, as: UTF8.self)) != false else {
          continue
        }
        deeper.append((String(decoding: name, as: UTF8.self), inner))
      case .file where isMeant:
        let inside = number ?? files.add(folder: folder)
        number = inside
        files.add(name, in: inside)
      case .file, .other: break
      }
    }
    guard errno == 0 else {
      throw LakehouseError(.unreadable, folder, detail: String(cString: strerror(errno)))
    }
    for (name, pattern) in deeper { try enter("\(folder)\(name)/", pattern) }
  }

  /// What an entry is, where the folder does not tell already.
  private func kind(of entry: UnsafeMutablePointer<dirent>, _ path: [UInt8]) -> Kind? {
    switch Int32(entry.pointee.d_type) {
    case Int32(DT_REG): return .file
    case Int32(DT_DIR): return .folder
    default:
      return Self.kind(of: String(decoding: path, as: UTF8.self))
    }
  }

  /// Names that Spark passes over; a partition column may begin with an underscore.
  private static func isHidden(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.first == UInt8(ascii: ".")
      || name.first == UInt8(ascii: "_") && !name.contains(UInt8(ascii: "="))
  }

  private static func name(
    of entry: UnsafeMutablePointer<dirent>
  ) -> UnsafeBufferPointer<UInt8> {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
    let start = UnsafeRawPointer(entry).advanced(by: offset)
    return UnsafeBufferPointer(
      start: start.assumingMemoryBound(to: UInt8.self),
      count: strlen(start.assumingMemoryBound(to: CChar.self))
    )
  }
}
