import HTTPWire
import XMLWire

@testable import LocalCloud

/// Feeds garbage to everything that reads what a client of the object store sends in a body or a header.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  if let root = try? XMLElement(parsing: bytes) { _ = try? CORSRule.rules(in: root) }
  _ = MultipartForm(bytes, boundary: "b")
  _ = try? FormPolicy(text)
  _ = try? Tag.parse(header: text)
  _ = try? CopySource(["x-amz-copy-source": text])
  _ = try? ContinuationToken.key(text)
  if let header = TarHeader(bytes) { precondition(header.length >= 0 && header.padding < 512) }
  if let range = ByteRange(text), let found = range.resolved(in: 1000) {
    precondition(found.lowerBound >= 0 && found.upperBound <= 1000 && !found.isEmpty)
  }
  return 0
}
