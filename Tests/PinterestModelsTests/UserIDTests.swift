import PinterestModels
import Testing

@Suite struct UserIDTests {
  @Test func `every name made from an id`() throws {
    let uid = try UserID("0af8d0adfd13")
    #expect(
      Table.allCases.map { uid.topic(of: $0) } == [
        "0af8d0adfd13.pin", "0af8d0adfd13.geo", "0af8d0adfd13.user",
      ]
    )
    #expect(
      Table.allCases.map { uid.stream(of: $0) } == [
        "streaming-0af8d0adfd13-pin", "streaming-0af8d0adfd13-geo", "streaming-0af8d0adfd13-user",
      ]
    )
    #expect(
      Table.allCases.map { uid.deltaTable(of: $0) } == [
        "0af8d0adfd13_pin_table", "0af8d0adfd13_geo_table", "0af8d0adfd13_user_table",
      ]
    )
    #expect(uid.bucket == "user-0af8d0adfd13-bucket")
    #expect(uid.plugin == "0af8d0adfd13-plugin" && uid.connector == "0af8d0adfd13-connector")
    #expect(uid.dag == "0af8d0adfd13_dag")
  }

  @Test(arguments: ["test", "a", "0", String(repeating: "z", count: 51)])
  func `any short name will do`(text: String) throws {
    let uid = try UserID(text)
    #expect(uid.description == text && (12...63).contains(uid.bucket.utf8.count))
  }

  @Test(arguments: [
    "", "Test", "a b", "a.b", "a-b", "a_b", "é", "b\u{301}", "a\n", "a/b", "٣",
    String(repeating: "z", count: 52),
  ])
  func `what some name could not hold is refused`(text: String) {
    let error = #expect(throws: UserIDError.self) { try UserID(text) }
    #expect(error?.text == text)
  }

  @Test func `a refusal names the reason`() {
    let error = #expect(throws: UserIDError.self) { try UserID("my-id") }
    #expect(
      error?.description
        == #""my-id" is not a user id: "-" is neither a lower-case letter nor a digit"#
    )
  }

  @Test func `a made-up id looks like the course's`() throws {
    var random = PythonRandom(seed: 1)
    for _ in 0..<50 {
      let uid = UserID(using: &random)
      #expect(uid.description.utf8.count == 12 && uid.description.allSatisfy(\.isHexDigit))
      #expect(try UserID(uid.description) == uid)
    }
  }
}
