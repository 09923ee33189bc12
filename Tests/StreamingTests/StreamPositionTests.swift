import FoundationEssentials
import JSONBytes
import Testing

@testable import Lakehouse

struct StreamPositionTests {
  @Test func `a position that was written down is the same when it is read`() {
    var position = StreamPosition(initial: .since(Date(timeIntervalSince1970: 1_700_000_000.25)))
    position["shardId-000000000000"] = .after("49590338271490256608559692538361571095921575989")
    position["shardId-000000000001"] = .ended
    position["shardId-000000000002"] = .beginning
    #expect(StreamPosition(position.json) == position)
  }

  @Test func `a part without a mark begins where all begin`() {
    #expect(StreamPosition(initial: .beginning)["shardId-000000000009"] == .beginning)
  }

  @Test(arguments: [#"{"":"sometimes"}"#, #"{"":1}"#, "[]", "null"])
  func `what is no position is none`(text: String) throws {
    #expect(StreamPosition(try JSONValue(parsing: text)) == nil)
  }
}
