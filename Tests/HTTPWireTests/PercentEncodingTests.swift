import HTTPWire
import Testing

@Suite struct PercentEncodingTests {
  @Test(arguments: [
    ("plain-._~09", "plain-._~09"), ("a b+c", "a%20b%2Bc"), ("ü😀", "%C3%BC%F0%9F%98%80"),
    ("/", "%2F"), ("=&%", "%3D%26%25"), ("", ""),
  ])
  func `encodes strictly and decodes back`(text: String, encoded: String) {
    #expect(PercentEncoding.encode(text) == encoded)
    #expect(PercentEncoding.decode(encoded) == text)
    var bytes: [UInt8] = []
    PercentEncoding.append(text.utf8, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == encoded)
  }

  @Test func `a path keeps its slashes`() {
    #expect(PercentEncoding.encode("a//b/ c", keeping: .unreservedAndSlash) == "a//b/%20c")
  }

  @Test(arguments: ["%", "%4", "%zz", "%4g", "%FF"])
  func `refuses what is no text`(encoded: String) {
    #expect(PercentEncoding.decode(encoded) == nil)
  }

  @Test func `a plus is a space only where forms say so`() {
    #expect(PercentEncoding.decode("a+b") == "a+b")
    #expect(PercentEncoding.decode("a+b", plusIsSpace: true) == "a b")
  }
}
