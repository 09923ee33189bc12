/// One commit, as its writer described it.
public struct HistoryEntry: Sendable, Hashable {
  /// The version it made.
  public let version: Int
  /// When, in milliseconds since 1970.
  public let timestamp: Int
  /// What it did, in Spark's words: `WRITE`; `nil` where the writer did not say.
  public let operation: String?
  /// How it was asked for.
  public let parameters: [String: String]
  /// How much it did.
  public let metrics: [String: String]
  /// Whether it only added rows and had looked at none.
  public let isBlindAppend: Bool?
  /// The version the writer had seen.
  public let readVersion: Int?
  /// The writer's program.
  public let engine: String?
  /// What the writer wanted to find again.
  public let userMetadata: String?
  /// The batches that came with it, by application.
  public let transactions: [String: Int]
}
