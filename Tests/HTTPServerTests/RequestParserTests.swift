import HTTPWire
import Testing

@testable import HTTPServer

@Suite struct RequestParserTests {
  /// What the parser makes of some bytes, in words that do not depend on how they were cut.
  struct Reading: Equatable {
    var heads: [String] = []
    var contents: [String] = []
    var rejection: Rejection?
  }

  static let good = [
    "GET /a?b=c HTTP/1.1\r\nHost: a:80\r\n\r\n",
    "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://b:81/c?d HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://b?d HTTP/1.1\r\nHost: a\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    "GET / HTTP/1.9\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: x , Close\r\n\r\n",
    "PUT / HTTP/1.1\r\nhOST:\t a \t\r\nContent-Length: 005\r\nExpect: 100-Continue\r\n\r\nhello",
    "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nX:\r\nX: \u{e9}\r\n\r\n",
    "PUT / HTTP/1.1\r\nHost: a\r\nTransfer_Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r",
    "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\tchunKED\r\n\r\n0\r\n\r\n",
    "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "5\r\nhello\r\n01;a;b=c; d = \"e\\\"f;g\"\r\n \r\n00A\r\nhow\r\n\r\nare\r\n0;x\r\nT: u\r\n\r\n",
    "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPUT /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
      + "PUT /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
      + "GET /4 HTTP/1.1\r\nHost: a\r\n\r\n",
  ]

  @Test(arguments: good) func `a good request is read`(request: String) {
    let reading = read(Array(request.utf8), cutAt: [])
    #expect(reading.rejection == nil)
    #expect(reading.heads.count == reading.contents.count && !reading.heads.isEmpty)
  }

  @Test(arguments: HostileRequest.all)
  func `a hostile request is refused`(request: HostileRequest) {
    let reading = read(Array(request.bytes.utf8), cutAt: [])
    #expect(reading.rejection?.status == request.status)
    #expect(reading.contents.isEmpty, "nothing of it counts as a request")
  }

  @Test(arguments: good + HostileRequest.all.map(\.bytes))
  func `any cutting is read the same`(request: String) {
    let bytes = Array(request.utf8)
    let whole = read(bytes, cutAt: [])
    #expect(read(bytes, cutAt: Array(bytes.indices)) == whole, "one byte at a time")
    guard bytes.count < 400 else { return }
    for cut in bytes.indices { #expect(read(bytes, cutAt: [cut]) == whole, "cut at \(cut)") }
  }

  @Test func `what was sent is what a head says`() throws {
    var parser = RequestParser(RequestParser.Limits())
    let bytes = Array(Self.good[9].utf8)
    var position = 0
    guard case .head(let head) = try parser.next(in: bytes.span, at: &position) else {
      Issue.record("there is no head")
      return
    }
    #expect(head.method == .put && head.target == "/" && head.origin?.host == "a")
    #expect(head.headers["host"] == "a" && head.framing == .length(5))
    #expect(head.expectsContinue && head.keepsAlive)
  }

  @Test func `a value that is not UTF-8 loses no byte`() throws {
    var parser = RequestParser(RequestParser.Limits())
    let bytes =
      Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xe9, 0xff] + Array("\r\n\r\n".utf8)
    var position = 0
    guard case .head(let head) = try parser.next(in: bytes.span, at: &position) else {
      Issue.record("there is no head")
      return
    }
    #expect(head.headers["X"] == "\u{e9}\u{ff}")
  }

  @Test(arguments: [
    (20, 414, "GET /123456789012 HTTP/1.1\r\nHost: a\r\n\r\n"),
    (40, 431, "GET / HTTP/1.1\r\nHost: a\r\nX: 123456789012345678901234567890\r\n\r\n"),
    (40, 431, "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nY: 2\r\nZ: 3\r\nA: 4\r\nB: 5\r\nC: 6\r\n\r\n"),
  ]) func `a line beyond its limit is refused before its end`(
    limit: Int,
    status: Int,
    request: String
  ) {
    let limits = RequestParser.Limits(requestLineBytes: limit, headerBytes: limit)
    #expect(read(Array(request.utf8), cutAt: [], limits).rejection?.status == status)
    let unlimited = RequestParser.Limits(requestLineBytes: 100, headerBytes: 100)
    #expect(read(Array(request.utf8), cutAt: [], unlimited).rejection == nil)
  }

  private func read(
    _ bytes: [UInt8],
    cutAt cuts: [Int],
    _ limits: RequestParser.Limits = RequestParser.Limits(bodyBytes: 1 << 30)
  ) -> Reading {
    var parser = RequestParser(limits)
    var reading = Reading()
    var content: [UInt8] = []
    for (start, end) in zip([0] + cuts, cuts + [bytes.count]) {
      let piece = Array(bytes[start..<end])
      var position = 0
      do throws(Rejection) {
        input: while true {
          switch try parser.next(in: piece.span, at: &position) {
          case .needsMore: break input
          case .head(let head): reading.heads.append("\(head)")
          case .content(let range): content += piece[range]
          case .end:
            reading.contents.append(String(decoding: content, as: UTF8.self))
            content = []
          }
        }
        if position != piece.count { Issue.record("the input was not used up") }
      } catch {
        reading.rejection = error
        break
      }
    }
    return reading
  }
}
