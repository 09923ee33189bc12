@testable import HTTPServer

/// Any bytes, cut anywhere, must be read the same: the same heads, contents and refusal.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTPParser(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let beginning = beginnings[Int(input[0]) % beginnings.count]
  let bytes = Array(beginning.utf8) + input.dropFirst()
  let whole = reading(of: bytes, pieces: bytes.count)
  precondition(whole == reading(of: bytes, pieces: 1))
  precondition(whole == reading(of: bytes, pieces: Int(input[0]) + 1))
  return 0
}

/// What stands before the bytes, so that chance need not find it.
private let beginnings = [
  "", "GET / HTTP/1.1\r\nHost: a\r\n", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ",
  "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ",
  "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
]

/// What the parser makes of the bytes, in a form that does not depend on how they were cut.
private func reading(of bytes: [UInt8], pieces size: Int) -> String {
  var parser = RequestParser(
    RequestParser.Limits(requestLineBytes: 100, headerBytes: 300, headerCount: 8, bodyBytes: 1_000)
  )
  var said = ""
  for start in stride(from: 0, to: bytes.count, by: max(size, 1)) {
    let piece = Array(bytes[start..<min(start + max(size, 1), bytes.count)])
    var position = 0
    do throws(Rejection) {
      reading: while true {
        let before = position
        let action = try parser.next(in: piece.span, at: &position)
        precondition(position >= before && position <= piece.count)
        switch action {
        case .needsMore:
          precondition(position == piece.count)
          break reading
        case .head(let head): said += "\(head)\n"
        case .content(let range): said += piece[range].map { "\($0)." }.joined()
        case .end: said += "end\n"
        }
      }
    } catch {
      return said + "\(error)"
    }
  }
  return said
}
