/// Which rows and columns are read.
public struct ReadOptions: Sendable {
  /// The columns, in this order; `nil` is all of them.
  public var columns: [String]?
  /// How many rows at most.
  public var limit: Int?

  /// Reads everything, or some columns, or some rows.
  public init(columns: [String]? = nil, limit: Int? = nil) {
    self.columns = columns
    self.limit = limit
  }
}
