/// How rows are added.
public struct AppendOptions: Sendable {
  /// The batch these rows are, for a writer that may come again with the same rows after a crash:
  /// they are added once.
  public var transaction: WriterTransaction?
  /// Whether columns of the rows that the table lacks are added to it.
  public var mergesSchema: Bool
  /// What the writer wants to find in the history: offsets, for instance.
  public var userMetadata: String?

  /// Adds the rows, and no more.
  public init(
    transaction: WriterTransaction? = nil,
    mergesSchema: Bool = false,
    userMetadata: String? = nil
  ) {
    self.transaction = transaction
    self.mergesSchema = mergesSchema
    self.userMetadata = userMetadata
  }
}
