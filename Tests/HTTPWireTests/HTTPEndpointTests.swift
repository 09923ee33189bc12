import HTTPWire
import Testing

@Suite struct HTTPEndpointTests {
  @Test(arguments: [
    ("http://127.0.0.1:8080/test/", "http://127.0.0.1:8080", "/test", "127.0.0.1:8080"),
    ("https://S3.Amazonaws.com", "https://s3.amazonaws.com", "", "s3.amazonaws.com"),
    ("HTTPS://h:443/", "https://h", "", "h"),
    ("http://h:443", "http://h:443", "", "h:443"),
    ("http://[::1]:9000/a/b", "http://[::1]:9000", "/a/b", "[::1]:9000"),
  ])
  func `reads what people configure`(
    text: String,
    origin: String,
    path: String,
    authority: String
  ) throws {
    let endpoint = try HTTPEndpoint(text)
    #expect(endpoint.origin.description == origin)
    #expect(endpoint.path == path)
    #expect(endpoint.origin.authority == authority)
  }

  @Test(arguments: [
    "", "localhost:8080", "ftp://h", "http://", "http://:80", "http://h:", "http://h:0",
    "http://h:65536", "http://h:-1", "http://h:+1", "http://h:8o", "http://h/?a=b", "http://h/#f",
    "http://h/a b", "http://[::1",
    "http://[zz]", "http://a b", "http://ä.example", "http://h/\r\nX: y",
  ])
  func `refuses what cannot be a base URL`(text: String) {
    let error = #expect(throws: HTTPEndpointError.self) { try HTTPEndpoint(text) }
    #expect(error?.description.contains("is not a base URL") == true)
  }

  @Test func `a password in a URL is refused without repeating it`() {
    let error = #expect(throws: HTTPEndpointError.self) { try HTTPEndpoint("http://me:hunter2@h/") }
    #expect(error.map { "\($0)" }?.contains("hunter2") == false)
  }
}
