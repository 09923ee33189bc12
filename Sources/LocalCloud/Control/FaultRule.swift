/// Makes certain calls fail in a certain way, the same way every time.
///
/// Its JSON is what `PUT /_pinterest/faults` takes:
/// `{"service":"s3","operation":"PutObject","times":2,"error":{"code":"SlowDown","status":503}}`.
public struct FaultRule: Sendable, Codable, Hashable {
  /// An answer in the service's own words.
  public struct Failure: Sendable, Codable, Hashable {
    /// The service's name for it: `SlowDown`, `ProvisionedThroughputExceededException`.
    public var code: String
    /// The HTTP status.
    public var status: Int
    /// Seconds for a `Retry-After` header.
    public var retryAfter: Int?

    /// Describes an answer.
    public init(code: String, status: Int, retryAfter: Int? = nil) {
      self.code = code
      self.status = status
      self.retryAfter = retryAfter
    }
  }

  /// Where a connection is cut.
  public enum Drop: String, Sendable, Codable, Hashable {
    /// The request was read and nothing was done.
    case beforeWork
    /// The work is done and the answer is lost.
    case beforeResponse
    /// Half of the answer is sent.
    case midResponse
  }

  /// Whose calls.
  public var service: Service
  /// Which operation; `nil` is every one.
  public var operation: String?
  /// Attributes a call must have.
  public var match: [String: String]?
  /// How many matching calls pass first.
  public var after: Int?
  /// How many calls are hit at most.
  public var times: Int?
  /// The share of calls that is hit, drawn from `seed`.
  public var probability: Double?
  /// Where the draws start.
  public var seed: UInt64?
  /// The least and the most milliseconds a hit call waits first.
  public var latencyMs: [Int]?
  /// What a hit call is answered instead.
  public var error: Failure?
  /// Which records of a batch fail while the others succeed, counted from 0; `error` says with what.
  public var records: [Int]?
  /// Whether a read brings nothing although there is more, as Kinesis's sometimes do.
  public var sparseReads: Bool?
  /// Where a hit call's connection is cut.
  public var drop: Drop?

  /// Describes a rule; what is left out does not matter to it.
  public init(
    _ service: Service,
    operation: String? = nil,
    match: [String: String]? = nil,
    after: Int? = nil,
    times: Int? = nil,
    probability: Double? = nil,
    seed: UInt64? = nil,
    latencyMs: [Int]? = nil,
    error: Failure? = nil,
    records: [Int]? = nil,
    sparseReads: Bool? = nil,
    drop: Drop? = nil
  ) {
    self.service = service
    self.operation = operation
    self.match = match
    self.after = after
    self.times = times
    self.probability = probability
    self.seed = seed
    self.latencyMs = latencyMs
    self.error = error
    self.records = records
    self.sparseReads = sparseReads
    self.drop = drop
  }

  func matches(_ call: ServiceCall) -> Bool {
    call.service == service && (operation ?? call.operation) == call.operation
      && (match ?? [:]).allSatisfy { call.attributes[$0.key] == $0.value }
  }

  /// What is wrong with the rule, in words, or `nil`.
  func complaint(knownOperations: [Service: Set<String>]) -> String? {
    if let operation, let known = knownOperations[service], !known.contains(operation) {
      return "\(service.rawValue) has no operation \(operation)"
    }
    if let latencyMs, latencyMs.count != 2 || latencyMs[0] < 0 || latencyMs[1] < latencyMs[0] {
      return "latencyMs is [least, most]"
    }
    if let probability, !(0...1).contains(probability) { return "probability is 0 to 1" }
    if let error, !(400...599).contains(error.status) { return "an error's status is 400 to 599" }
    if latencyMs == nil, error == nil, records == nil, sparseReads == nil, drop == nil {
      return "the rule does nothing: give latencyMs, error, records, sparseReads or drop"
    }
    return nil
  }
}

/// A rule that makes no sense and why.
public struct FaultRuleError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with the rule.
  public let description: String
}
