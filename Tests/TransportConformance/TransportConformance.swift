public import HTTPWire
import TestKit

/// What every HTTP transport must do, as checks that run against servers they start themselves.
///
/// ```swift
/// @Test(arguments: TransportConformance.checks)
/// func `keeps the contract`(_ check: TransportConformance) async throws {
///   try await check.run(MyTransport())
/// }
/// ```
public struct TransportConformance: Sendable, CustomStringConvertible {
  /// What is demanded, in a sentence.
  public let description: String
  private let examine: @Sendable (any HTTPTransport) async throws -> Void

  init(_ sentence: String, _ examine: @escaping @Sendable (any HTTPTransport) async throws -> Void)
  {
    description = sentence
    self.examine = examine
  }

  /// Examines a transport that has just been made; what is wrong with it is thrown.
  public func run(_ transport: any HTTPTransport) async throws { try await examine(transport) }

  /// Every demand.
  public static var checks: [TransportConformance] {
    requests + bodies + answers + brokenAnswers + impatience + flow
  }
}

/// A demand that was not met.
struct Breach: Error, CustomStringConvertible {
  let description: String
}

func expect(_ holds: Bool, _ complaint: @autoclosure () -> String) throws {
  if !holds { throw Breach(description: complaint()) }
}

func expect<Value: Equatable>(_ found: Value, is wanted: Value, _ what: String = "value") throws {
  try expect(found == wanted, "the \(what) is \(found), not \(wanted)")
}

/// The error of a transfer that must fail.
func failure(
  _ transfer: () async throws -> some Any
) async throws -> HTTPTransportError {
  do {
    let answer = try await transfer()
    throw Breach(description: "it brought \(answer) instead of an error")
  } catch let error as HTTPTransportError {
    return error
  }
}

/// Starts a server, lets `body` talk to it, and stops it.
func withServer<Value>(
  _ serve: @escaping @Sendable (RawConnection, Int) throws -> Void,
  _ body: (RawServer, HTTPOrigin) async throws -> Value
) async throws -> Value {
  let server = try RawServer(serve)
  defer { server.stop() }
  return try await body(server, HTTPOrigin(scheme: .http, host: "127.0.0.1", port: server.port))
}

/// Answers each request on a connection with what it was, header and body.
func echo(_ connection: RawConnection) throws {
  while let (head, body) = try connection.readRequest() {
    let answer = Array(head.utf8) + body
    try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(answer.count)\r\n\r\n")
    try connection.write(answer)
  }
}

extension HTTPResponse {
  func text() async throws -> String {
    String(decoding: try await body.collect(upTo: 64 << 20), as: UTF8.self)
  }
}

extension HTTPByteStream {
  /// A stream of chunks that are all there.
  static func of(_ chunks: [[UInt8]]) -> HTTPByteStream {
    HTTPByteStream {
      var rest = chunks[...]
      return { rest.popFirst() }
    }
  }
}

/// Bytes no two neighbours of which are alike, so that a lost or repeated piece shows.
func pattern(_ count: Int) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: count) { room, filled in
    for index in 0..<count { room[index] = UInt8(truncatingIfNeeded: index &* 31 &+ index >> 8) }
    filled = count
  }
}
