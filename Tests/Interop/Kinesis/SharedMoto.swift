import AWSSigV4
import Foundation
import HTTPWire
import TestKit
import Testing

/// Starts moto once for all tests of a suite: it takes seconds to start, and each test works with
/// streams of its own.
struct SharedMoto: SuiteTrait, TestScoping {
  @TaskLocal static var current: KinesisServer?

  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let port = LoopbackPort.free()
    try await Peer.run(
      Peers.program("moto_server"),
      ["-H", "127.0.0.1", "-p", "\(port)"],
      // The calls that make a user go unchecked; then it is strict.
      environment: ["INITIAL_NO_AUTH_ACTION_COUNT": "5"],
      port: port
    ) { _ in
      let url = "http://127.0.0.1:\(port)"
      let script = Peers.root.appending(path: "Tests/Interop/AWSCredentials/moto_account.py").path
      let printed = try await Peer.output(of: Peers.python, [script, url])
      let keys = printed.split(whereSeparator: \.isWhitespace).map(String.init)
      let server = KinesisServer(
        endpoint: try HTTPEndpoint(url),
        credentials: Credentials(accessKeyID: keys[0], secretAccessKey: keys[1])
      )
      try await Self.$current.withValue(server) { try await function() }
    }
  }
}

extension Trait where Self == SharedMoto {
  static var sharedMoto: SharedMoto { SharedMoto() }
}

/// The client against moto, which verifies every signature.
///
/// moto differs from Kinesis: an iterator never expires, a closed shard goes on giving iterators
/// while its records move to its children, a range of hash keys ends one too early, two requests at
/// the same moment lose records, and nobody can subscribe. What depends on that is tested elsewhere.
///
/// One after the other, since its `ListStreams` fails where the stream a page begins behind is
/// deleted meanwhile.
@Suite(.enabled(if: Peers.arePresent), .sharedMoto, .serialized)
struct MotoInterop {
  static var server: KinesisServer {
    get throws {
      guard let server = SharedMoto.current else {
        throw PeerFailure(description: "the suite has no .sharedMoto")
      }
      return server
    }
  }
}

struct PeerFailure: Error, CustomStringConvertible {
  let description: String
}
