import Testing

@testable import S3Client

@Suite struct PartPlanTests {
  @Test(arguments: [
    [100, 8, 8], [100, 1, 5], [80_000, 8, 8], [80_001, 8, 9], [5 << 20, 8, 525],
  ])
  func `parts of a known whole are never more than 10,000`(mebibytes: [Int]) {
    let total = mebibytes[0] << 20
    let plan = PartPlan(total: total, partSize: mebibytes[1] << 20)
    #expect(plan.size(of: 1) == mebibytes[2] << 20)
    let count = (total + plan.size(of: 1) - 1) / plan.size(of: 1)
    #expect(count <= PartPlan.maximumCount)
  }

  @Test func `parts of an unknown whole grow until 5 TiB fit`() {
    let plan = PartPlan(total: nil, partSize: 8 << 20)
    #expect(plan.size(of: 1) == 8 << 20)
    #expect(plan.size(of: 1_000) == 8 << 20)
    #expect(plan.size(of: 1_001) == 16 << 20)
    let capacity = (1...PartPlan.maximumCount).reduce(0) { $0 + plan.size(of: $1) }
    #expect(capacity >= 5 << 40)
  }

  @Test func `ranges cover the whole without gap or overlap`() {
    let five = 5 << 20
    let ranges = Array(PartPlan(total: 13 << 20, partSize: five).ranges(of: 13 << 20))
    #expect(ranges == [0..<five, five..<2 * five, 2 * five..<13 << 20])
  }
}
