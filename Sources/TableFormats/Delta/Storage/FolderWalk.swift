#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Finds every file below a folder.
struct FolderWalk {
  let root: String
  private(set) var found: [StoredFile] = []

  init(root: String) { self.root = root }

  /// The files below a folder, which is empty or ends with a slash.
  ///
  /// Links to folders are not followed.
  consuming func files(in folder: String) throws(TableFormatError) -> [StoredFile] {
    var walk = self
    try walk.walk(folder)
    return walk.found
  }

  private mutating func walk(_ folder: String) throws(TableFormatError) {
    let path = "\(root)/\(folder)"
    guard let directory = unsafe opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return }
      throw .system(path)
    }
    defer { unsafe _ = closedir(directory) }
    while let name = unsafe Self.next(in: directory) {
      if name == "." || name == ".." { continue }
      var status = stat()
      guard unsafe fstatat(dirfd(directory), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        // Deleted since the folder told of it.
        if errno == ENOENT { continue }
        throw .system(path + name)
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: found.append(StoredFile(folder + name, status))
      case S_IFDIR: try walk(folder + name + "/")
      default: break
      }
    }
  }

  private static func next(in directory: OpaquePointer) -> String? {
    guard let entry = unsafe readdir(directory) else { return nil }
    return unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
      let room = unsafe MemoryLayout.size(ofValue: name.pointee)
      return unsafe name.withMemoryRebound(to: CChar.self, capacity: room) {
        unsafe String(cString: $0)
      }
    }
  }
}
