import Testing

/// A request that must be refused: what is wrong with it, its bytes, and the status that says so.
struct HostileRequest: CustomTestStringConvertible, Sendable {
  let flaw: String
  let bytes: String
  let status: Int

  init(_ flaw: String, _ bytes: String, _ status: Int = 400) {
    self.flaw = flaw
    self.bytes = bytes
    self.status = status
  }

  var testDescription: String { flaw }

  /// RFC 9112 §3: the request line.
  static let lines = [
    HostileRequest("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a leading space", " GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a trailing space", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
    HostileRequest("a tab", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("no version", "GET /\r\nHost: a\r\n\r\n"),
    HostileRequest("a method that is no token", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a vertical tab", "GET\u{b}/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a TLS handshake", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}"),
    HostileRequest("a lower-case version", "GET / http/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a version of three parts", "GET / HTTP/1.1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("HTTP/0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505),
    HostileRequest("HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    HostileRequest("the HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    HostileRequest("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    HostileRequest("a target that is a word", "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a star for GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a fragment", "GET /#b HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("bytes beyond ASCII in the target", "GET /é HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a foreign scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a URL without host", "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("a URL with a user", "GET http://b@a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("bare line feeds", "GET / HTTP/1.1\nHost: a\n\n"),
    HostileRequest("a bare CR in the line", "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n"),
    HostileRequest("many empty lines", "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
  ]

  /// RFC 9112 §5, §3.2: fields and `Host`.
  static let fields = [
    HostileRequest("no Host", "GET / HTTP/1.1\r\n\r\n"),
    HostileRequest("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
    HostileRequest("the same Host twice", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"),
    HostileRequest("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
    HostileRequest("a list of hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
    HostileRequest("a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
    HostileRequest("a Host with a user", "GET / HTTP/1.1\r\nHost: b@a\r\n\r\n"),
    HostileRequest("a port beyond ports", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n"),
    HostileRequest("a blank before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
    HostileRequest("a blank before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
    HostileRequest("a folded line", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"),
    HostileRequest("a line folded by a tab", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n"),
    HostileRequest("no colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n"),
    HostileRequest("no name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"),
    HostileRequest("a name that is no token", "GET / HTTP/1.1\r\nHost: a\r\nX(1): b\r\n\r\n"),
    HostileRequest("NUL in a name", "GET / HTTP/1.1\r\nHost: a\r\nX\u{0}: b\r\n\r\n"),
    HostileRequest("NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\u{0}c\r\n\r\n"),
    HostileRequest("a bare CR in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n"),
    HostileRequest("a bare LF in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\nY: c\r\n\r\n"),
    HostileRequest("a header that ends in LF", "GET / HTTP/1.1\r\nHost: a\r\n\n"),
    HostileRequest("an unknown expectation", "GET / HTTP/1.1\r\nHost: a\r\nExpect: b\r\n\r\n", 417),
  ]

  /// RFC 9112 §6.3: lengths that two recipients could read differently.
  static let lengths = [
    HostileRequest(post("Content-Length: 5\r\nContent-Length: 6")),
    HostileRequest(post("Content-Length: 5\r\nContent-Length: 5")),
    HostileRequest(post("Content-Length: 5\r\ncontent-length: 0")),
    HostileRequest(post("Content-Length: 5, 5")),
    HostileRequest(post("Content-Length: 5, 6")),
    HostileRequest(post("Content-Length: -5")),
    HostileRequest(post("Content-Length: +5")),
    HostileRequest(post("Content-Length: 0x5")),
    HostileRequest(post("Content-Length: 5x")),
    HostileRequest(post("Content-Length: 5 5")),
    HostileRequest(post("Content-Length:")),
    HostileRequest(post("Content-Length: 99999999999999999999"), 413),
    HostileRequest(post("Content-Length: 5\r\nTransfer-Encoding: chunked")),
    HostileRequest(post("Transfer-Encoding: chunked\r\nContent-Length: 5")),
    HostileRequest(post("Transfer-Encoding: chunked\r\nContent-Length: 0")),
    HostileRequest(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")),
    HostileRequest(post("Transfer-Encoding: chunked, chunked")),
    HostileRequest(post("Transfer-Encoding: chunked, gzip")),
    HostileRequest(post("Transfer-Encoding: chunked,")),
    HostileRequest(post("Transfer-Encoding:")),
    HostileRequest(post("Transfer-Encoding : chunked")),
    HostileRequest(post("Transfer-Encoding: \u{b}chunked")),
    HostileRequest(post("Transfer-Encoding\u{0}: chunked")),
    HostileRequest(post("Transfer-Encoding: gzip, chunked"), 501),
    HostileRequest(post("Transfer-Encoding: xchunked"), 501),
    HostileRequest(post("Transfer-Encoding: identity"), 501),
    HostileRequest(post("Transfer-Encoding: chunked;q=1"), 501),
    HostileRequest(
      "HTTP/1.0 with chunks",
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
  ]

  /// RFC 9112 §7.1: chunks.
  static let chunks = [
    chunked("", "no size"),
    chunked("x\r\nhello\r\n0\r\n\r\n"),
    chunked("-5\r\nhello\r\n0\r\n\r\n"),
    chunked("+5\r\nhello\r\n0\r\n\r\n"),
    chunked("0x5\r\nhello\r\n0\r\n\r\n"),
    chunked("5 \r\nhello\r\n0\r\n\r\n"),
    chunked(" 5\r\nhello\r\n0\r\n\r\n"),
    chunked("5;\r\nhello\r\n0\r\n\r\n"),
    chunked("5;a=\r\nhello\r\n0\r\n\r\n"),
    chunked("5;a=\"b\r\nhello\r\n0\r\n\r\n"),
    chunked("5;a b\r\nhello\r\n0\r\n\r\n"),
    chunked("5;a\u{0}\r\nhello\r\n0\r\n\r\n"),
    chunked("5\nhello\r\n0\r\n\r\n"),
    chunked("5\rhello\r\n0\r\n\r\n"),
    chunked("5\r\nhello\n0\r\n\r\n"),
    chunked("3\r\nhello\r\n0\r\n\r\n"),
    chunked("6\r\nhello\r\n0\r\n\r\n"),
    chunked("5\r\nhello\r\n\r\n"),
    chunked("10000000000000005\r\nhello\r\n0\r\n\r\n"),
    chunked("0000000000000005\r\nhello\r\n0\r\n\r\n"),
    chunked("5\r\nhello\r\n0\r\n folded: b\r\n\r\n"),
    chunked("5\r\nhello\r\n0\r\nno colon\r\n\r\n"),
    chunked("5\r\nhello\r\n0\r\n\rGET / HTTP/1.1\r\n"),
    chunked(
      "5;" + String(repeating: "a", count: 2_000) + "\r\nhello\r\n0\r\n\r\n",
      "a long extension"
    ),
    HostileRequest("a chunk beyond the limit", chunked("fffffffffffffff\r\n").bytes, 413),
  ]

  static let all = lines + fields + lengths + chunks

  private init(_ post: (flaw: String, bytes: String), _ status: Int = 400) {
    self.init(post.flaw, post.bytes, status)
  }

  private static func post(_ fields: String) -> (flaw: String, bytes: String) {
    (fields, "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\nhello")
  }

  private static func chunked(_ chunks: String, _ flaw: String? = nil) -> HostileRequest {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    return HostileRequest(flaw ?? chunks, head + (chunks.isEmpty ? "\r\n" : chunks))
  }
}
