import HTTPWire
import Testing

@Suite struct HTTPHeadersTests {
  @Test func `names compare without case and keep the case they came with`() {
    var headers: HTTPHeaders = ["Content-Type": "text/plain"]
    #expect(headers["content-type"] == "text/plain")
    headers["CONTENT-TYPE"] = "text/html"
    #expect(headers.map(\.name) == ["Content-Type"])
    #expect(headers["Content-Type"] == "text/html")
  }

  @Test func `a repeated name keeps every value in order of arrival`() {
    var headers: HTTPHeaders = ["A": "1", "B": "x"]
    headers.add("a", "2")
    #expect(headers.values("A") == ["1", "2"])
    #expect(headers["A"] == "1")
    headers["A"] = "3"
    #expect(headers.map { "\($0.name)=\($0.value)" } == ["A=3", "B=x"])
    headers["a"] = nil
    #expect(headers.map(\.name) == ["B"])
  }

  @Test func `punctuation that differs by the case bit is not equal`() {
    // '@' and '`', '[' and '{' differ by 0x20 only, as letters of two cases do.
    #expect(!("x@".equalsIgnoringASCIICase("x`")))
    #expect(!("x[".equalsIgnoringASCIICase("x{")))
    #expect("X-Z".equalsIgnoringASCIICase("x-z"))
  }
}
