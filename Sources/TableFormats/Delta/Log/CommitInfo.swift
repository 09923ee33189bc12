import JSONBytes

/// What a writer says about its commit; nobody has to believe it.
struct CommitInfo: Hashable, Sendable {
  /// Everything it said, in its order.
  var members: JSONObject

  /// When, in milliseconds since 1970.
  var timestamp: Int? { members["timestamp"]?.int }
  /// What it did: `WRITE`.
  var operation: String? { members["operation"]?.string }
  /// The random name of the attempt, by which its writer knows it again.
  var transactionID: String? { members["txnId"]?.string }
}
