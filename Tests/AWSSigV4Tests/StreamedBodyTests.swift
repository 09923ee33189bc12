import AWSSigV4
import Digests
import Foundation
import HTTPWire
import Testing

/// A body's whole way: framed and signed by a client, verified and unframed by a server.
@Suite struct StreamedBodyTests {
  static let forms: [AWSChunkedForm] = [
    .signed, .signed(trailer: .crc32c), .signed(trailer: .sha256), .unsigned,
    .unsigned(trailer: .crc64nvme), .unsigned(trailer: .sha1), .unsigned(trailer: .crc32),
  ]

  private let verifier = SigV4VerifierTests.verifier(S3Example.credentials)

  /// Signs a body that comes in pieces of a size.
  private func signed(
    _ content: [UInt8],
    _ form: AWSChunkedForm,
    chunkSize: Int,
    pieces: Int
  ) throws -> HTTPRequest {
    let stream = HTTPByteStream {
      var rest = content[...]
      return {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(pieces) }
        return Array(rest.prefix(pieces))
      }
    }
    var request = try Fixtures.request("PUT", "http://localhost:9000/bucket/key")
    request.headers["Content-Encoding"] = "gzip"
    request.body = .stream(stream, length: content.count, replayable: true)
    try S3Example.signer.signStreaming(
      &request,
      form: form,
      chunkSize: chunkSize,
      with: S3Example.credentials,
      at: S3Example.date
    )
    return request
  }

  private func payloadVerifier(of request: HTTPRequest) throws -> PayloadVerifier {
    guard case .verified(let verified) = verifier.verify(request, at: S3Example.date) else {
      throw SigV4Refusal(.signature, code: "", status: 0, message: "not verified")
    }
    return try PayloadVerifier(of: verified, headers: request.headers)
  }

  private func receive(
    _ wire: [UInt8],
    of request: HTTPRequest,
    by size: Int
  ) throws -> (content: [UInt8], trailer: HTTPHeaders) {
    var payload = try payloadVerifier(of: request)
    var content: [UInt8] = []
    for place in stride(from: 0, to: wire.count, by: size) {
      try payload.receive(Array(wire[place..<min(place + size, wire.count)]), into: &content)
    }
    return (content, try payload.finish())
  }

  @Test(arguments: forms, [0, 1, 99, 100, 101, 200, 1_234])
  func `arrives as it was sent`(form: AWSChunkedForm, length: Int) async throws {
    var random = SeededGenerator(seed: UInt64(length))
    let content = random.bytes(length)
    for pieces in [1, 33, 100, 5_000] {
      let request = try signed(content, form, chunkSize: 100, pieces: pieces)
      #expect(request.headers["Content-Encoding"] == "gzip,aws-chunked")
      let wire = try await request.body.collect(upTo: 1 << 20)
      #expect(wire.count == request.body.length)
      #expect(wire.count == form.encodedLength(of: length, chunkSize: 100))
      let received = try receive(wire, of: request, by: pieces)
      #expect(received.content == content)
      if let trailer = form.trailer {
        let expected = Checksum.base64(trailer, of: content)
        #expect(received.trailer[trailer.headerName] == expected)
      }
    }
  }

  @Test(arguments: forms)
  func `no byte can be changed, but where the framing leaves it open`(
    form: AWSChunkedForm
  ) async throws {
    let content = Array("the quick brown fox jumps over the lazy dog".utf8)
    let request = try signed(content, form, chunkSize: 16, pieces: 10)
    let wire = try await request.body.collect(upTo: 10_000)
    for place in wire.indices {
      var changed = wire
      changed[place] ^= 0x01
      let received = try? receive(changed, of: request, by: 64)
      // Unsigned chunks without a trailer protect nothing: TLS does.
      if form == .unsigned { continue }
      #expect(received == nil || received?.content == content, "byte \(place)")
    }
  }

  @Test(arguments: forms)
  func `no part of the body can be left out`(form: AWSChunkedForm) async throws {
    let content = Array("the quick brown fox jumps over the lazy dog".utf8)
    let request = try signed(content, form, chunkSize: 16, pieces: 10)
    let wire = try await request.body.collect(upTo: 10_000)
    for end in 0..<wire.count - 4 {
      let received = try? receive(Array(wire[..<end]), of: request, by: 64)
      #expect(received == nil, "cut at \(end) of \(wire.count)")
    }
  }

  @Test func `the signature of the trailer is compared as well`() async throws {
    let content = Array("hello".utf8)
    let request = try signed(content, .signed(trailer: .crc32), chunkSize: 16, pieces: 5)
    var wire = try await request.body.collect(upTo: 1_000)
    let last = wire.count - 5
    wire[last] = wire[last] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
    let refusal = #expect(throws: SigV4Refusal.self) { try receive(wire, of: request, by: 50) }
    #expect(refusal?.part == .trailer && refusal?.code == "SignatureDoesNotMatch")
    #expect(refusal?["StringToSign"]?.hasPrefix("AWS4-HMAC-SHA256-TRAILER\n") == true)
  }

  @Test func `chunks of a signed body cannot change places, and stay hidden until proven`()
    async throws
  {
    let content = [UInt8](repeating: 1, count: 16) + [UInt8](repeating: 2, count: 16)
    let request = try signed(content, .signed, chunkSize: 16, pieces: 32)
    let wire = try await request.body.collect(upTo: 10_000)
    let frame = wire.count / 2 - 43
    let swapped = wire[frame..<2 * frame] + wire[..<frame] + wire[(2 * frame)...]
    var payload = try payloadVerifier(of: request)
    var output: [UInt8] = []
    let refusal = #expect(throws: SigV4Refusal.self) {
      try payload.receive(Array(swapped), into: &output)
    }
    #expect(refusal?.part == .chunk(0) && refusal?.code == "SignatureDoesNotMatch")
    #expect(output.isEmpty)
  }

  @Test func `a body that is not as long as it said fails on the way`() async throws {
    for length in [4, 6] {
      var request = try Fixtures.request("PUT", "http://localhost:9000/bucket/key")
      request.body = .stream(HTTPBody.bytes(Array("hello".utf8)).chunks, length: length)
      try S3Example.signer.signStreaming(
        &request,
        form: .unsigned(trailer: .crc32),
        with: S3Example.credentials,
        at: S3Example.date
      )
      let error = await #expect(throws: SigV4Error.self) {
        try await request.body.collect(upTo: 100)
      }
      #expect(error?.code == .wrongLength)
    }
  }

  @Test func `a body of unknown length cannot be streamed`() throws {
    var request = try Fixtures.request("PUT", "http://localhost:9000/bucket/key")
    request.body = .stream(HTTPBody.empty.chunks)
    let error = #expect(throws: SigV4Error.self) {
      try S3Example.signer.signStreaming(
        &request,
        form: .signed,
        with: S3Example.credentials,
        at: S3Example.date
      )
    }
    #expect(error?.code == .unknownLength)
    #expect(error?.detail.contains("PUT http://localhost:9000/bucket/key") == true)
  }

  @Test func `a body can be sent a second time`() async throws {
    let content = Array("hello".utf8)
    let request = try signed(content, .signed(trailer: .crc32), chunkSize: 2, pieces: 3)
    let first = try await request.body.collect(upTo: 1_000)
    #expect(try await request.body.collect(upTo: 1_000) == first)
    #expect(request.body.isReplayable)
  }

  @Test func `a literal digest is compared with what came`() throws {
    var request = try Fixtures.request("PUT", "http://localhost:9000/bucket/key")
    let content = Array("hello".utf8)
    S3Example.signer.sign(
      &request,
      payload: .of(content),
      with: S3Example.credentials,
      at: S3Example.date
    )
    #expect(try receive(content, of: request, by: 2).content == content)
    let refusal = #expect(throws: SigV4Refusal.self) {
      try receive(Array("hellO".utf8), of: request, by: 2)
    }
    #expect(refusal?.code == "XAmzContentSHA256Mismatch" && refusal?.part == .payload)
    #expect(refusal?["ClientComputedContentSHA256"] == SHA256.hash(content).hex)
  }
}
