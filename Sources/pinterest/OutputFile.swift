import Glibc
import Synchronization
import Terminal

/// A file that is written from its beginning, piece by piece, by whoever comes.
final class OutputFile: Sendable {
  private let path: String
  private let descriptor: Mutex<Int32>
  private let failure = Mutex<CommandError?>(nil)

  init(path: String) throws {
    self.path = path
    let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw CommandError(.failed, "\(path): \(String(cString: strerror(errno)))")
    }
    descriptor = Mutex(opened)
  }

  deinit { _ = descriptor.withLock { close($0) } }

  /// Writes for who cannot be stopped by an error; `check` tells of the first.
  func add(_ bytes: [UInt8]) {
    guard failure.withLock({ $0 == nil }) else { return }
    do { try write(bytes) } catch {
      failure.withLock { $0 = error as? CommandError ?? CommandError(.failed, "\(path): \(error)") }
    }
  }

  /// Throws what went wrong while lines were added.
  func check() throws { if let error = failure.withLock(\.self) { throw error } }

  func write(_ bytes: [UInt8]) throws {
    try descriptor.withLock { descriptor in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 {
          if errno == EINTR { continue }
          throw CommandError(.failed, "\(path): \(String(cString: strerror(errno)))")
        }
        rest = rest.dropFirst(written)
      }
    }
  }
}
