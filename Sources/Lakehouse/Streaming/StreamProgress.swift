/// How a query stands after a batch.
public struct StreamProgress: Hashable, Sendable {
  /// The table it fills.
  public let query: String
  /// The batch's number.
  public let batch: Int
  /// Rows the batch added.
  public let rows: Int
  /// Records of the batch that were no rows.
  public let rejected: Int
  /// Rows since the query started.
  public let totalRows: Int
  /// Rejected records since the query started.
  public let totalRejected: Int
  /// How long the batch took, from its first read to its commit.
  public let duration: Duration
  /// How far behind the present the source has been read; `nil` where nothing can be said.
  public let behind: Duration?

  /// Records of the batch a second.
  public var rate: Double {
    let seconds = duration / .seconds(1)
    return seconds > 0 ? Double(rows + rejected) / seconds : 0
  }
}
