import FoundationEssentials
import Glibc

/// A directory on a disk that one process at a time holds.
package final class DiskFolder: LogFolder {
  private let path: String
  private let lock: Int32

  /// Makes the directory where it is missing and locks it until this object is gone.
  ///
  /// The lock ends with the process, however that ends.
  package init(_ path: String) throws(LogError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw LogError(.storageFailed, path, detail: "no directory can be made", underlying: error)
    }
    let lockPath = path + "/LOCK"
    lock = unsafe Glibc.open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw LogError(call: "open", on: lockPath) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let number = errno
      close(lock)
      guard number != EWOULDBLOCK else {
        throw LogError(.locked, path, detail: "another log has the directory open")
      }
      throw LogError(call: "flock", on: lockPath, number: number)
    }
  }

  deinit { close(lock) }

  package func names() throws(LogError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw LogError(call: "list", on: path)
    }
    return names
  }

  package func create(_ name: String) throws(LogError) -> any LogFile {
    try DiskFile(path + "/" + name, flags: O_CREAT | O_TRUNC)
  }

  package func open(_ name: String) throws(LogError) -> any LogFile {
    try DiskFile(path + "/" + name, flags: 0)
  }

  package func rename(_ name: String, to newName: String) throws(LogError) {
    guard unsafe Glibc.rename(path + "/" + name, path + "/" + newName) == 0 else {
      throw LogError(call: "rename", on: path + "/" + name)
    }
    let folder = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw LogError(call: "open", on: path) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw LogError(call: "fsync", on: path) }
  }

  package func remove(_ name: String) throws(LogError) {
    guard unsafe unlink(path + "/" + name) == 0 else {
      throw LogError(call: "unlink", on: path + "/" + name)
    }
  }

  package func unlock() { _ = flock(lock, LOCK_UN) }
}
