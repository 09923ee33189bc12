import Glibc

extension LogError {
  /// A system call on a file that did not do what was asked; the thread's error number says why.
  init(call: String, on file: String, number: Int32 = errno) {
    let isFull = [ENOSPC, EDQUOT, EFBIG].contains(number)
    let reason = unsafe String(cString: strerror(number))
    self.init(
      isFull ? .storageFull : .storageFailed,
      file,
      detail: "\(call): \(reason), errno \(number)"
    )
  }
}
