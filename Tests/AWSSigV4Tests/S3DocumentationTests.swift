import AWSSigV4
import Digests
import Foundation
import HTTPWire
import Testing

@Suite struct S3DocumentationTests {
  @Test(arguments: S3Example.all.filter { $0.signature != nil && $0.payloadHash != nil })
  func `signs as the documentation shows`(example: S3Example) throws {
    let payload = PayloadHash.sha256Hex(try #require(example.payloadHash))
    if let body = example.body { #expect(PayloadHash.of(Array(body.utf8)) == payload) }
    let explanation =
      if let expires = example.expires {
        try S3Example.signer.explainPresigned(
          try example.request(),
          with: S3Example.credentials,
          at: S3Example.date,
          expires: .seconds(expires)
        )
      } else {
        S3Example.signer.explain(
          try example.request(),
          payload: payload,
          with: S3Example.credentials,
          at: S3Example.date
        )
      }
    #expect(explanation.signature == example.signature)
  }

  @Test func `frames and signs the chunked upload`() async throws {
    try await expectFrames(of: "chunked-upload", form: .signed)
  }

  @Test func `frames and signs the chunked upload with a trailer`() async throws {
    try await expectFrames(of: "chunked-upload-trailer", form: .signed(trailer: .crc32c))
  }

  private func expectFrames(of name: String, form: AWSChunkedForm) async throws {
    let example = S3Example.named(name)
    let data = [UInt8](repeating: UInt8(ascii: "a"), count: 66_560)
    var request = try example.request(body: .bytes(data))
    // The documentation gives this header itself, once; signing adds it.
    request.headers["Content-Encoding"] = nil
    let signature = try S3Example.signer.signStreaming(
      &request,
      form: form,
      with: S3Example.credentials,
      at: S3Example.date
    )
    #expect(signature.hex == example.seedSignature)
    let body = try await request.body.collect(upTo: 100_000)
    #expect(body.count == request.body.length)
    if let length = example.headers?["Content-Length"] { #expect(body.count == Int(length)) }
    let text = String(decoding: body, as: UTF8.self)
    let signatures = text.matches(of: /;chunk-signature=([0-9a-f]{64})\r\n/).map { String($0.1) }
    #expect(signatures == example.chunkSignatures)
    if let trailer = example.trailer {
      let signature = try #require(example.trailerSignature)
      let line = trailer.dropLast()
      #expect(text.hasSuffix("\r\n\(line)\r\nx-amz-trailer-signature:\(signature)\r\n\r\n"))
    }
  }
}
