/// How much memory a file may still make a reader take.
///
/// A few bytes can claim billions of values, so what is made of them is paid for before it is made.
struct MemoryBudget {
  private var left: Int
  private let limit: Int
  private let subject: String

  init(limit: Int, subject: String) {
    left = limit
    self.limit = limit
    self.subject = subject
  }

  /// Pays for `count` things of `size` bytes each.
  mutating func take(_ count: Int, of size: Int = 1) throws(TableFormatError) {
    let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: size)
    guard !isTooMuch, bytes <= left else {
      throw TableFormatError(
        .unsupported,
        subject,
        detail: "it takes more than the \(limit) bytes of memory allowed"
      )
    }
    left -= bytes
  }
}
