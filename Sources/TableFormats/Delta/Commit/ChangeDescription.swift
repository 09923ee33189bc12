import JSONBytes

/// What a commit tells of itself to people who read the history.
struct ChangeDescription: Sendable {
  /// Spark's word for it: `WRITE`.
  let operation: String
  /// How it was asked for.
  var parameters: [(name: String, value: JSONValue)] = []
  /// How much it did; text, as Spark writes numbers here.
  var metrics: [(name: String, value: String)] = []
  /// Whether it only adds rows and has looked at none.
  var isBlindAppend = false
  /// What the caller wants to find again.
  var userMetadata: String?

  /// The first line of a commit.
  func commitInfo(
    readVersion: Int?,
    attempt: String,
    engine: String,
    at time: Int
  ) -> CommitInfo {
    var info = JSONObject()
    func add(_ name: String, _ value: JSONValue) {
      info.members.append(JSONObject.Member(name, value))
    }
    add("timestamp", .number(JSONNumber(time)))
    add("operation", .string(operation))
    add("operationParameters", Self.object(parameters.map { ($0.name, $0.value) }))
    if let readVersion { add("readVersion", .number(JSONNumber(readVersion))) }
    add("isolationLevel", "Serializable")
    add("isBlindAppend", .bool(isBlindAppend))
    add("operationMetrics", Self.object(metrics.map { ($0.name, .string($0.value)) }))
    if let userMetadata { add("userMetadata", .string(userMetadata)) }
    add("engineInfo", .string(engine))
    add("txnId", .string(attempt))
    return CommitInfo(members: info)
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(JSONObject(members.map { JSONObject.Member($0.0, $0.1) }))
  }
}
