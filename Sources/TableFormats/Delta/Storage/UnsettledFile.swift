import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that was written and may not be on the disk yet.
final class UnsettledFile: Sendable {
  private enum State {
    case written
    case settled
    case failed(TableFormatError)
  }

  /// The name it was written under.
  let path: String
  private let file: FileDescriptor
  private let state = Mutex(State.written)

  /// Writes a file that must not be there yet.
  init(_ bytes: [UInt8], at path: String) throws(TableFormatError) {
    self.path = path
    file = try FileDescriptor(creating: path)
    do throws(TableFormatError) { try file.write(bytes) } catch {
      unlink()
      throw error
    }
  }

  /// Waits until it is on the disk, whatever it is called by now.
  ///
  /// The system tells of a failure once and forgets what it could not write. Here it stays one, so
  /// that nobody takes the file for safe.
  func settle() throws(TableFormatError) {
    try state.withLock { (state) throws(TableFormatError) in
      switch state {
      case .settled: return
      case .failed(let error): throw error
      case .written:
        do throws(TableFormatError) { try file.sync() } catch {
          state = .failed(error)
          throw error
        }
        state = .settled
      }
    }
  }

  /// Gives it the name it is looked for under; where that fails, it is gone.
  func rename(to name: String) throws(TableFormatError) {
    #if canImport(Glibc)
      let status = unsafe Glibc.rename(path, name)
    #else
      let status = unsafe Musl.rename(path, name)
    #endif
    guard status == 0 else {
      let error = TableFormatError.system(name)
      unlink()
      throw error
    }
  }

  /// Takes away the name it was written under.
  func unlink() {
    #if canImport(Glibc)
      _ = unsafe Glibc.unlink(path)
    #else
      _ = unsafe Musl.unlink(path)
    #endif
  }
}
