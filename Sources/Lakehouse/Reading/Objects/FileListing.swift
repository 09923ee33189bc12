#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files a path means, in the order of their paths' bytes.
///
/// Names lie end to end in one array: a String each would cost more than reading some of the files.
struct FileListing: Sendable {
  private struct File {
    var folder: Int32
    let length: Int32
    let start: Int
    /// Eight bytes of the name from where names of this folder begin to differ.
    var order: UInt64 = 0
  }

  private var folders: [[UInt8]] = []
  private var names: [UInt8] = []
  private var files: [File] = []

  /// No files.
  init() {}

  /// Looks for the files a path, or a path with wildcards, means.
  init(_ path: String) throws(LakehouseError) {
    if GlobPattern.hasWildcards(path), !Self.exists(path) {
      let pattern = try GlobPattern(path)
      var walk = FolderWalk(into: self)
      try walk.enter(literalFolder(of: pattern), pattern)
      self = walk.files
    } else {
      try add(literal: path)
    }
    sort()
  }

  var count: Int { files.count }

  /// The path of a file.
  func name(of index: Int) -> String {
    let file = files[index]
    let name = names[file.start..<file.start + Int(file.length)]
    return String(decoding: folders[Int(file.folder)] + name, as: UTF8.self)
  }

  /// Opens a file for reading; its folder is opened once for all that follow one another.
  func open(_ index: Int, in folder: inout (index: Int, descriptor: Int32)?) -> Int32 {
    let file = files[index]
    if folder?.index != Int(file.folder) {
      if let folder { close(folder.descriptor) }
      folder = nil
      let name = folders[Int(file.folder)]
      let path = (name.isEmpty ? [UInt8(ascii: ".")] : name) + [0]
      let descriptor = path.withUnsafeBytes { bytes in
        openat(AT_FDCWD, bytes.assumingMemoryBound(to: CChar.self).baseAddress ?? Self.here, flags)
      }
      guard descriptor >= 0 else { return -1 }
      folder = (Int(file.folder), descriptor)
    }
    guard let folder else { return -1 }
    return names.withUnsafeBytes { names in
      let start = names.assumingMemoryBound(to: CChar.self).baseAddress ?? Self.here
      return openat(folder.descriptor, start + file.start, O_RDONLY | O_CLOEXEC)
    }
  }

  private var flags: Int32 { O_RDONLY | O_DIRECTORY | O_CLOEXEC }

  private static var here: UnsafePointer<CChar> {
    UnsafeRawPointer(("." as StaticString).utf8Start).assumingMemoryBound(to: CChar.self)
  }
}

extension FileListing {
  /// Adds a folder, whose number it gives; its path ends with a slash or is empty.
  mutating func add(folder path: String) -> Int32 {
    folders.append(Array(path.utf8))
    return Int32(folders.count - 1)
  }

  /// Adds a file of a folder; the zero behind the name is there for the system.
  mutating func add(_ name: UnsafeBufferPointer<UInt8>, in folder: Int32) {
    files.append(File(folder: folder, length: Int32(name.count), start: names.count))
    names.append(contentsOf: name)
    names.append(0)
  }

  private mutating func add(literal path: String) throws(LakehouseError) {
    switch FolderWalk.kind(of: path) {
    case .folder:
      var walk = FolderWalk(into: self)
      try walk.enter(path.hasSuffix("/") ? path : path + "/", nil)
      self = walk.files
    case .file:
      let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      let start = slash.map { path.utf8.index(after: $0) } ?? path.startIndex
      let folder = add(folder: String(path[..<start]))
      Array(path[start...].utf8).withUnsafeBufferPointer { add($0, in: folder) }
    case .other, nil:
      let reason = errno == 0 ? "neither a file nor a folder" : String(cString: strerror(errno))
      throw LakehouseError(errno == ENOENT ? .nothingFound : .unreadable, path, detail: reason)
    }
  }

  /// A file may bear a name that looks like a pattern.
  private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The folder behind which the wildcards begin, with its slash.
  private func literalFolder(of pattern: GlobPattern) -> String {
    let prefix = pattern.literalPrefix
    guard let slash = prefix.lastIndex(of: "/") else { return "" }
    return String(prefix[...slash])
  }
}

// Thousands of names share all but a few digits: those are taken as one number, and decide.
extension FileListing {
  /// Orders by the bytes of the whole path, as S3 orders keys.
  private mutating func sort() {
    rankFolders()
    // Where one folder lies in another, a file of one may stand among those of the other.
    let isNested = zip(folders, folders.dropFirst()).contains { $1.starts(with: $0) }
    let common = commonPrefixes()
    let folders = folders
    names.withUnsafeBufferPointer { names in
      for index in files.indices {
        let start = common[Int(files[index].folder)]
        files[index].order = Self.order(of: files[index], from: start, in: names)
      }
      files.sort { left, right in
        guard left.folder == right.folder else {
          guard isNested else { return left.folder < right.folder }
          let paths = [left, right].map { folders[Int($0.folder)] + Self.name($0, names) }
          return paths[0].lexicographicallyPrecedes(paths[1])
        }
        if left.order != right.order { return left.order < right.order }
        return Self.name(left, names).lexicographicallyPrecedes(Self.name(right, names))
      }
    }
  }

  /// Puts the folders themselves in order.
  private mutating func rankFolders() {
    let order = folders.indices.sorted { folders[$0].lexicographicallyPrecedes(folders[$1]) }
    var ranks = [Int32](repeating: 0, count: folders.count)
    for (rank, folder) in order.enumerated() { ranks[folder] = Int32(rank) }
    folders = order.map { folders[$0] }
    for index in files.indices { files[index].folder = ranks[Int(files[index].folder)] }
  }

  /// How many bytes all names of a folder begin with alike, for every folder.
  private func commonPrefixes() -> [Int] {
    var examples = [File?](repeating: nil, count: folders.count)
    var lengths = [Int](repeating: 0, count: folders.count)
    names.withUnsafeBufferPointer { names in
      for file in files {
        let folder = Int(file.folder)
        guard let example = examples[folder] else {
          examples[folder] = file
          lengths[folder] = Int(file.length)
          continue
        }
        let (first, second) = (Self.name(example, names), Self.name(file, names))
        let length = min(lengths[folder], second.count)
        if let start = first.baseAddress, let other = second.baseAddress,
          memcmp(start, other, length) == 0
        {
          lengths[folder] = length
        } else {
          lengths[folder] = zip(first, second).prefix { $0 == $1 }.count
        }
      }
    }
    return lengths
  }

  private static func name(
    _ file: File,
    _ names: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: names[file.start..<file.start + Int(file.length)])
  }

  private static func order(
    of file: File,
    from start: Int,
    in names: UnsafeBufferPointer<UInt8>
  ) -> UInt64 {
    var order: UInt64 = 0
    for index in start..<start + 8 {
      order = order << 8 | (index < file.length ? UInt64(names[file.start + index]) : 0)
    }
    return order
  }
}
