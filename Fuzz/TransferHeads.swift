@testable import CurlTransport
import HTTPWire

/// Feeds garbage to what reads the header of an answer and to what writes the header of a request.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  read(input)
  write(String(decoding: input, as: UTF8.self))
  return 0
}

/// Whatever the lines are, names and values come out without the bytes that part them.
private func read(_ input: [UInt8]) {
  var head = ResponseHead()
  for line in input.split(separator: 0x0a, omittingEmptySubsequences: false) {
    let taken = (Array(line) + [0x0a]).withUnsafeBytes { head.take($0, limit: 4_096) }
    precondition(head.lines.count <= 4_096, "the limit was passed")
    if !taken { break }
  }
  for field in HTTPHeaders(lines: head.lines) {
    precondition(!field.name.utf8.contains(0x3a), "a colon in a name")
    precondition(!(field.name + field.value).utf8.contains(0x0a), "a line break in a field")
  }
}

/// Whatever a caller puts into a request, it is refused or stays on its own line.
private func write(_ text: String) {
  let parts = text.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
    .map(String.init)
  guard parts.count == 4 else { return }
  let request = HTTPRequest(
    HTTPMethod(rawValue: parts[0]),
    origin: HTTPOrigin(scheme: .http, host: "localhost"),
    target: parts[1],
    headers: HTTPHeaders([HTTPHeaders.Field(parts[2], parts[3])])
  )
  guard let head = try? RequestHead(request, options: CurlTransport.Options()) else { return }
  precondition(!head.lines.contains(0x0a) && !head.lines.contains(0x0d), "a line break got through")
  precondition(head.lines.count { $0 == 0 } == head.count, "a line was split")
}
