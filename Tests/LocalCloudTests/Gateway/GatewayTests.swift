import Foundation
import HTTPWire
import LocalCloud
import Synchronization
import TestKit
import Testing

/// The gateway as its clients see it, asked over HTTP with curl.
@Suite(.timeLimit(.minutes(1))) struct GatewayTests {
  /// A backend that answers what it was asked, or does not answer.
  final class Backend: HTTPTransport {
    let asked = Mutex<[HTTPRequest]>([])
    let failure: HTTPTransportError.Code?

    init(failure: HTTPTransportError.Code? = nil) { self.failure = failure }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
      asked.withLock { $0.append(request) }
      if let failure {
        throw HTTPTransportError(failure, request: request, detail: "", mayHaveArrived: false)
      }
      return HTTPResponse(status: 201, headers: ["X-From": "afar"], body: .bytes(Array("hi".utf8)))
    }
  }

  func curl(_ arguments: String...) async throws -> String {
    try await Peer.output(
      of: "/usr/bin/curl",
      ["-sS", "-m", "20", "-w", " %{http_code}"] + arguments
    )
  }

  @Test func `a route leads elsewhere, with what its path and the request hold`() async throws {
    let backend = Backend()
    var options = LocalCloud.Options()
    options.gateway.routes = [
      .init(
        "/streams/{name}/record",
        method: .post,
        to: "http://afar:99/x/{name}/y",
        over: backend
      ),
      .init("/other/{proxy+}", to: "http://afar/{proxy}", over: backend),
    ]
    try await LocalCloud.run(options) { cloud in
      let gateway = cloud.endpoints.gateway + "/test"
      let answer = try await curl(gateway + "/streams/s/record?a=b", "-d", "body", "-H", "X-Key: k")
      #expect(answer == "hi 201")
      _ = try await curl(gateway + "/other/p/q")
      let asked = backend.asked.withLock(\.self)
      #expect(
        asked.map { "\($0.method) \($0.origin)\($0.target)" } == [
          "POST http://afar:99/x/s/y?a=b", "GET http://afar/p/q",
        ]
      )
      #expect(asked[0].headers["X-Key"] == "k")
      // What stands beside the routes is the cloud's own.
      let own = try await curl(gateway + "/topics")
      #expect(own == "[] 200")
    }
  }

  @Test(arguments: [
    (HTTPTransportError.Code.connectionRefused, "Network error communicating with endpoint"),
    (.totalTimedOut, "Endpoint request timed out"),
  ])
  func `a backend that is dead or too slow is 504`(
    failure: HTTPTransportError.Code,
    message: String
  ) async throws {
    var options = LocalCloud.Options()
    options.gateway.routes = [
      .init("/{proxy+}", to: "http://dead:1/{proxy}", over: Backend(failure: failure))
    ]
    try await LocalCloud.run(options) { cloud in
      let answer = try await curl(cloud.endpoints.gateway + "/test/topics")
      #expect(answer == #"{"message":"\#(message)"} 504"#)
    }
  }

  @Test func `more than the stage allows is 429, until a second has passed`() async throws {
    var options = LocalCloud.Options()
    options.gateway.requestsPerSecond = 2
    options.clock.freeze()
    try await LocalCloud.run(options) { cloud in
      let url = cloud.endpoints.gateway + "/test/topics"
      var answers: [String] = []
      for _ in 0..<3 { answers.append(try await curl(url)) }
      #expect(answers == ["[] 200", "[] 200", #"{"message":"Too Many Requests"} 429"#])
      cloud.clock.advance(by: .seconds(1))
      let later = try await curl(url)
      #expect(later == "[] 200")
    }
  }

  @Test(arguments: [(false, 200), (true, 400)])
  func `what Kinesis refused is 200, or its own status where that is wanted`(
    isStrict: Bool,
    status: Int
  ) async throws {
    var options = LocalCloud.Options()
    options.gateway.strictStatus = isStrict
    try await LocalCloud.run(options) { cloud in
      let url = cloud.endpoints.gateway + "/test/streams/nobody"
      let answer = try await curl(url)
      #expect(answer.contains("ResourceNotFoundException"))
      #expect(answer.hasSuffix(" \(status)"))
    }
  }

  @Test func `what is not deployed is 403, and more than ten megabytes is 413`() async throws {
    try await withTemporaryDirectory { folder in
      let file = folder.appending(path: "large").path
      _ = try await Peer.output(of: "/usr/bin/truncate", ["-s", "10485761", file])
      try await LocalCloud.run { cloud in
        let missing = try await curl(cloud.endpoints.gateway + "/test")
        #expect(missing == #"{"message":"Missing Authentication Token"} 403"#)
        let stage = try await curl(cloud.endpoints.gateway + "/prod/topics")
        #expect(stage == #"{"message":"Forbidden"} 403"#)
        for expect in ["Expect:", "Expect: 100-continue"] {
          let url = cloud.endpoints.gateway + "/test/topics/t"
          let answer = try await curl(url, "--data-binary", "@\(file)", "-H", expect)
          #expect(answer == #"{"message":"Request Too Long"} 413"#)
        }
      }
    }
  }

  @Test func `CORS is answered as enable CORS makes it, every answer carries its ids`()
    async throws
  {
    try await LocalCloud.run { cloud in
      let answer = try await curl(
        "-i",
        "-X",
        "OPTIONS",
        cloud.endpoints.gateway + "/test/topics/t",
        "-H",
        "Origin: https://example.com"
      )
      #expect(answer.hasPrefix("HTTP/1.1 200"))
      #expect(answer.contains("Access-Control-Allow-Origin: *"))
      #expect(answer.contains("DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"))
      for name in ["x-amzn-RequestId", "x-amz-apigw-id", "X-Amzn-Trace-Id"] {
        #expect(answer.contains("\(name): "))
      }
    }
  }
}
