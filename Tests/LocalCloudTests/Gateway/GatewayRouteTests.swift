import HTTPWire
import Testing

@testable import LocalCloud

@Suite struct GatewayRouteTests {
  @Test(arguments: [
    ("/streams", "streams", [:]), ("/streams/{stream-name}", "streams/s", ["stream-name": "s"]),
    ("/{proxy+}", "topics/a.pin/partitions", ["proxy": "topics/a.pin/partitions"]),
    ("/streams/{stream-name}/record", "streams/s/record", ["stream-name": "s"]),
  ])
  func `finds the parameters of a path`(pattern: String, path: String, found: [String: String]) {
    let parameters = PathPattern(pattern).parameters(of: path.split(separator: "/"))
    #expect(parameters?.mapValues(String.init) == found)
  }

  @Test(arguments: [("/streams", "streams/s"), ("/streams/{s}", "streams"), ("/{proxy+}", "")])
  func `a path that does not fit has none`(pattern: String, path: String) {
    #expect(PathPattern(pattern).parameters(of: path.split(separator: "/")) == nil)
  }

  @Test func `identifiers look like API Gateway's`() {
    #expect(RequestIdentifiers.uuid(.max, .max) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
    #expect(RequestIdentifiers.uuid(0, 0) == "00000000-0000-4000-8000-000000000000")
  }

  @Test(arguments: [
    ("http://127.0.0.1:4566", true), ("http://localhost", true), ("http://[::1]:80", true),
    ("http://bucket.localhost:4566", true), ("http://bucket.127.0.0.1:4566", true),
    ("http://evil.example", false), ("http://127.0.0.1.evil.example", false),
    ("http://localhost.evil.example", false), ("http://10.0.0.1", false),
  ])
  func `only names that no stranger can own are ours`(url: String, isOurs: Bool) throws {
    let origin = try HTTPEndpoint(url).origin
    #expect(HostPolicy(bind: "127.0.0.1").accepts(origin) == isOurs)
    #expect(HostPolicy(bind: "0.0.0.0").accepts(origin))
    var request = HTTPRequest(.get, origin: origin, target: "/")
    request.headers["Origin"] = url
    #expect(HostPolicy(bind: "127.0.0.1").isForeign(request) != isOurs)
  }
}
