import S3Client
import Testing

@Suite struct ObjectKeyTests {
  @Test(arguments: [
    "a", "/leading", "a//b", "../up", ".", " ", "a+b%20=~", "📌", String(repeating: "é", count: 512),
  ])
  func `takes any 1 to 1024 bytes`(text: String) throws {
    #expect(try ObjectKey(text).rawValue == text)
  }

  @Test(arguments: ["", String(repeating: "x", count: 1025), String(repeating: "é", count: 513)])
  func `refuses none and too many`(text: String) {
    let error = #expect(throws: S3Error.self) { try ObjectKey(text) }
    #expect(error?.code == .keyTooLong)
  }
}
