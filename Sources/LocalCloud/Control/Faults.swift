import Synchronization

/// The rules in force and how often each was hit.
///
/// Which calls are hit depends on the order of calls alone: the same calls give the same faults.
public final class Faults: Sendable {
  /// What happens to one call.
  struct Fault: Sendable, Hashable {
    var latency: Duration = .zero
    var failure: FaultRule.Failure?
    var records: [Int] = []
    var isSparse = false
    var drop: FaultRule.Drop?
  }

  /// A rule as it stands now.
  public struct Standing: Sendable, Hashable, Encodable {
    /// The number it is removed by.
    public let id: Int
    /// The rule.
    public let rule: FaultRule
    /// How many calls it hit.
    public let hits: Int
  }

  fileprivate struct Entry {
    let id: Int
    let rule: FaultRule
    var seen = 0
    var hits = 0
    var draws: SplitMix64
  }

  private struct State {
    var entries: [Entry] = []
    var nextID = 1
    var knownOperations: [Service: Set<String>] = [:]
  }

  private let state = Mutex(State())

  /// Starts without rules; `knownOperations` lets a misspelt rule be refused.
  init(knownOperations: [Service: Set<String>] = [:]) {
    state.withLock { $0.knownOperations = knownOperations }
  }

  /// Learns what the services of a cloud can be asked.
  func know(_ services: [any CloudService]) {
    state.withLock { state in
      for service in services { state.knownOperations[service.service] = service.operations }
    }
  }

  /// Puts a rule in force and gives the number it is removed by.
  @discardableResult
  public func add(_ rule: FaultRule) throws(FaultRuleError) -> Int {
    let known = state.withLock(\.knownOperations)
    if let complaint = rule.complaint(knownOperations: known) {
      throw FaultRuleError(description: complaint)
    }
    return state.withLock { state in
      defer { state.nextID += 1 }
      let draws = SplitMix64(seed: rule.seed ?? 0)
      state.entries.append(Entry(id: state.nextID, rule: rule, draws: draws))
      return state.nextID
    }
  }

  /// Removes a rule; `false` where there is none of that number.
  @discardableResult
  public func remove(_ id: Int) -> Bool {
    state.withLock { state in
      let count = state.entries.count
      state.entries.removeAll { $0.id == id }
      return state.entries.count < count
    }
  }

  /// Removes every rule.
  public func removeAll() { state.withLock { $0.entries = [] } }

  /// The rules in force, in the order they were added.
  public var standing: [Standing] {
    state.withLock { state in
      state.entries.map { Standing(id: $0.id, rule: $0.rule, hits: $0.hits) }
    }
  }

  /// What happens to a call; every rule that hits it adds its part.
  func strike(_ call: ServiceCall) -> Fault? {
    state.withLock { state -> Fault? in
      guard !state.entries.isEmpty else { return nil }
      var fault: Fault?
      for index in state.entries.indices where state.entries[index].rule.matches(call) {
        guard state.entries[index].isHit() else { continue }
        var merged = fault ?? Fault()
        state.entries[index].apply(to: &merged)
        fault = merged
      }
      return fault
    }
  }
}

extension Faults.Entry {
  /// Counts a matching call and says whether it is hit.
  fileprivate mutating func isHit() -> Bool {
    seen += 1
    guard seen > rule.after ?? 0, hits < rule.times ?? .max else { return false }
    if let probability = rule.probability, draws.unit() >= probability { return false }
    hits += 1
    return true
  }

  fileprivate mutating func apply(to fault: inout Faults.Fault) {
    if let range = rule.latencyMs {
      let spread = Double(range[1] - range[0])
      fault.latency += .milliseconds(range[0] + Int(draws.unit() * spread))
    }
    fault.failure = fault.failure ?? rule.error
    fault.records += rule.records ?? []
    fault.isSparse = fault.isSparse || rule.sparseReads == true
    fault.drop = fault.drop ?? rule.drop
  }
}
