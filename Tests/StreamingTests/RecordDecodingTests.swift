import PinterestModels
import Testing

@testable import Lakehouse

struct RecordDecodingTests {
  private let decoding = RecordDecoding<User>(cleaner: Cleaner())

  @Test(arguments: [
    (#"{"ind":1,"first_name":"A"}"#, 1), (#"[{"ind":1},{"ind":2}]"#, 2), ("[]", 0),
  ]) func `rows may come alone or in an array`(text: String, count: Int) throws {
    #expect(try decoding.rows(Array(text.utf8)).count == count)
  }

  @Test(arguments: [
    ("", "it is empty"),
    (#""{\"ind\":1}""#, "Data was made a text before it was sent"),
    (#""hello""#, "it is a JSON text, and no object"),
    ("eyJpbmQiOjF9", "base64 of an object"),
    (#"{"role":"engineer"}"#, "none of the columns of user_data"),
    (#"{"ind":1"#, "unexpected end"),
    (#"{"ind":"one"}"#, "one"),
  ]) func `what is no row says which mistake it is`(text: String, reason: String) {
    let complaint = #expect(throws: RecordDecoding<User>.Complaint.self) {
      try decoding.rows(Array(text.utf8))
    }
    #expect(complaint?.reason.contains(reason) == true, "\(complaint?.reason ?? "")")
  }
}
