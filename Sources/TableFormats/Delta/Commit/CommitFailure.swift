/// Why a change is not known to be in the table.
struct CommitFailure: Error {
  let error: TableFormatError
  /// Whether it may be in the table all the same, so that its files must stay.
  let mayBeCommitted: Bool

  init(_ error: TableFormatError, mayBeCommitted: Bool) {
    self.mayBeCommitted = mayBeCommitted
    guard mayBeCommitted else {
      self.error = error
      return
    }
    let detail = error.detail.isEmpty ? "" : "\(error.detail); "
    self.error = TableFormatError(
      error.code,
      error.subject,
      detail: "\(detail)it may have been committed all the same",
      underlying: error.underlying
    )
  }
}
