import EventLog
import Testing

@Suite struct FsyncPolicyTests {
  @Test(
    arguments: [
      ("always", .always), ("never", .never), ("interval:1s", .interval(.seconds(1))),
      ("interval:250ms", .interval(.milliseconds(250))), ("interval:2m", .interval(.seconds(120))),
    ] as [(String, FsyncPolicy)]
  )
  func `reads what can be typed`(text: String, policy: FsyncPolicy) {
    #expect(FsyncPolicy(text) == policy)
    #expect(FsyncPolicy(policy.description) == policy)
  }

  @Test(arguments: [
    "", "sometimes", "interval", "interval:", "interval:0s", "interval:-1s",
    "interval:1h", "interval:1", "interval:99999999999999999999s", "interval:１s",
  ])
  func `refuses the rest`(text: String) {
    #expect(FsyncPolicy(text) == nil)
  }
}
