import Synchronization

/// How much memory a file may still make a reader take; columns read side by side share it.
///
/// A few bytes can claim billions of values, so what is made of them is paid for before it is made.
final class MemoryBudget: Sendable {
  private let left: Atomic<Int>
  private let limit: Int
  private let subject: String

  init(limit: Int, subject: String) {
    left = Atomic(limit)
    self.limit = limit
    self.subject = subject
  }

  /// Pays for `count` things of `size` bytes each.
  func take(_ count: Int, of size: Int = 1) throws(TableFormatError) {
    let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: size)
    guard !isTooMuch, bytes <= limit,
      left.subtract(bytes, ordering: .relaxed).newValue >= 0
    else {
      throw TableFormatError(
        .unsupported,
        subject,
        detail: "it takes more than the \(limit) bytes of memory allowed"
      )
    }
  }
}
