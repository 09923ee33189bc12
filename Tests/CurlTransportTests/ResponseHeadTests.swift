@testable import CurlTransport
import HTTPWire
import Testing

@Suite struct ResponseHeadTests {
  private func head(_ lines: [String], limit: Int = 1_000) -> (ResponseHead, isTaken: Bool) {
    var head = ResponseHead()
    for line in lines {
      let isTaken = Array("\(line)\r\n".utf8).withUnsafeBytes { head.take($0, limit: limit) }
      guard isTaken else { return (head, false) }
    }
    return (head, true)
  }

  @Test func `forgets interim answers and stops at the final one`() {
    let (head, _) = head([
      "HTTP/1.1 100 Continue", "X-Interim: 1", "", "HTTP/1.1 103 Early Hints", "Link: <a>", "",
      "HTTP/2 404", "X: 1", "", "X-Trailer: 1",
    ])
    #expect(head.isComplete && head.status == 404)
    #expect(HTTPHeaders(lines: head.lines) == ["X": "1"])
  }

  @Test func `is not complete before the empty line`() {
    let (head, _) = head(["HTTP/1.1 200 OK", "X: 1"])
    #expect(!head.isComplete)
  }

  @Test func `counts towards the limit only what it keeps`() {
    #expect(head(["HTTP/1.1 200 OK", "abc: 7890"], limit: 11).isTaken)
    #expect(!head(["HTTP/1.1 200 OK", "abc: 7890"], limit: 10).isTaken)
    let interim = Array(repeating: ["HTTP/1.1 100 C", "abc: 7890", ""], count: 5).flatMap(\.self)
    #expect(head(interim, limit: 11).isTaken)
  }

  @Test(arguments: [
    ("A: b", ["A=b"]), ("A:b", ["A=b"]), ("A: \t b c \t", ["A=b c"]), ("A:", ["A="]),
    ("A: b: c", ["A=b: c"]), (": b", ["=b"]), ("no colon", []), ("A : b", ["A=b"]), ("", []),
  ])
  func `reads a line`(line: String, fields: [String]) {
    for end in ["\r\n", "\n", ""] {
      let read = HTTPHeaders(lines: Array((line + end).utf8))
      #expect(read.map { "\($0.name)=\($0.value)" } == fields)
    }
  }
}
