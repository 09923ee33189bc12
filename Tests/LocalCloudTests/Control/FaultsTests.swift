import Testing

@testable import LocalCloud

@Suite struct FaultsTests {
  let put = ServiceCall(.s3, "PutObject", ["bucket": "b", "key": "k"])

  @Test func `a rule hits a number of calls after others passed, then no more`() throws {
    let faults = Faults()
    let slow = FaultRule.Failure(code: "SlowDown", status: 503)
    try faults.add(FaultRule(.s3, operation: "PutObject", after: 1, times: 2, error: slow))
    #expect(
      (0..<5).map { _ in faults.strike(put)?.failure?.code } == [
        nil, "SlowDown", "SlowDown", nil, nil,
      ]
    )
    #expect(faults.standing.map(\.hits) == [2])
    #expect(faults.strike(ServiceCall(.s3, "GetObject")) == nil)
  }

  @Test func `attributes narrow a rule down`() throws {
    let faults = Faults()
    try faults.add(FaultRule(.s3, match: ["bucket": "other"], drop: .beforeResponse))
    #expect(faults.strike(put) == nil)
    try faults.add(FaultRule(.s3, match: ["bucket": "b"], drop: .beforeResponse))
    #expect(faults.strike(put)?.drop == .beforeResponse)
  }

  @Test func `a share is drawn from its seed, the same every time`() throws {
    func hits(seed: UInt64) throws -> [Bool] {
      let faults = Faults()
      try faults.add(FaultRule(.s3, probability: 0.3, seed: seed, latencyMs: [5, 9]))
      return (0..<1_000).map { _ in faults.strike(put) != nil }
    }
    let first = try hits(seed: 7)
    #expect(try hits(seed: 7) == first)
    #expect(try hits(seed: 8) != first)
    #expect((230...370).contains(first.count { $0 }))
  }

  @Test(arguments: [
    (FaultRule(.s3, operation: "PutObjekt", drop: .beforeWork), "s3 has no operation PutObjekt"),
    (FaultRule(.s3, latencyMs: [9, 5]), "latencyMs is [least, most]"),
    (FaultRule(.s3, probability: 2, drop: .beforeWork), "probability is 0 to 1"),
    (FaultRule(.s3, error: .init(code: "x", status: 200)), "an error's status is 400 to 599"),
    (FaultRule(.s3), "the rule does nothing: give latencyMs, error, records, sparseReads or drop"),
  ])
  func `a rule that makes no sense is refused`(rule: FaultRule, reason: String) {
    let faults = Faults(knownOperations: [.s3: ["PutObject"]])
    #expect(throws: FaultRuleError(description: reason)) { try faults.add(rule) }
  }

  @Test func `rules can be taken back`() throws {
    let faults = Faults()
    let id = try faults.add(FaultRule(.s3, drop: .beforeWork))
    #expect(faults.remove(id))
    #expect(!faults.remove(id))
    #expect(faults.strike(put) == nil)
  }
}
