import Foundation
import HTTPWire
import KafkaRESTClient
import TestKit
import Testing

/// What a long run costs; `dev/test --slow`.
@Suite(.enabled(if: Peers.wantsSlowProofs), .timeLimit(.minutes(5))) struct MemoryTests {
  /// Acknowledges every record and keeps none.
  struct Forgetful: HTTPTransport {
    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
      guard case .bytes(let body) = request.body else { return HTTPResponse(status: 400) }
      let records = body.count { $0 == UInt8(ascii: "{") } - 1
      let entry = #"{"partition":0,"offset":1,"error_code":null,"error":null}"#
      let reports = Array(repeating: entry, count: records).joined(separator: ",")
      return HTTPResponse(
        status: 200,
        body: .bytes(Array(#"{"offsets":[\#(reports)]}"#.utf8))
      )
    }
  }

  /// Bytes of this process that are in memory.
  static func residentBytes() throws -> Int {
    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      .split(separator: " ")
    return try #require(Int(pages[1])) * 4_096
  }

  @Test func `memory stays flat over a million posts`() async throws {
    let kafka = KafkaRESTClient(Forgetful(), endpoint: try HTTPEndpoint("http://127.0.0.1:8082"))
    try await kafka.withProducer { producer in
      var early = 0
      for number in 0..<1_000_000 {
        try await producer.add(Record(value: number), to: "foo") { _ in }
        if number == 100_000 { early = try Self.residentBytes() }
      }
      await producer.flush()
      let late = try Self.residentBytes()
      #expect(producer.tally.written == 1_000_000)
      #expect(late - early < 16 << 20, "\((late - early) >> 20) MiB more")
    }
  }
}
