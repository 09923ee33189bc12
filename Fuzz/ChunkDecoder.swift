import AWSSigV4
import Digests
import FoundationEssentials
import HTTPWire

/// Feeds garbage to the decoder of `aws-chunked`: it must say the same however the bytes are cut,
/// and take back what the encoder makes of them.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let trailers = count % 2 == 0 ? [] : ["x-amz-checksum-crc32"]
  let whole = decode(input, by: max(1, count), continuing: nil, trailers: trailers)
  let pieces = decode(input, by: 1 + count % 7, continuing: nil, trailers: trailers)
  precondition(whole == pieces, "the cut makes a difference")
  _ = decode(input, by: 3, continuing: signature, trailers: trailers)

  let forms: [AWSChunkedForm] = [.signed(trailer: .crc32), .unsigned(trailer: .crc32)]
  for form in forms {
    var encoder = AWSChunkedEncoder(
      form,
      length: count,
      chunkSize: 1 + count % 50,
      continuing: signature
    )
    guard let frames = try? encoder.encode(input), let last = try? encoder.finish() else {
      fatalError("the encoder refuses a body")
    }
    let wire = Array(frames.joined()) + last
    precondition(wire.count == form.encodedLength(of: count, chunkSize: 1 + count % 50))
    let decoded = decode(
      wire,
      by: 5,
      continuing: form.signsChunks ? signature : nil,
      trailers: ["x-amz-checksum-crc32"]
    )
    precondition(decoded == input, "the decoder does not read what the encoder writes")
  }
  return 0
}

private let signature: SigV4Signature = {
  var request = HTTPRequest(
    .put,
    origin: HTTPOrigin(scheme: .http, host: "localhost"),
    target: "/bucket/key"
  )
  return SigV4Signer(service: "s3", region: "us-east-1").sign(
    &request,
    payload: .streamingSignedTrailer,
    with: Credentials(accessKeyID: "AKID", secretAccessKey: "secret"),
    at: Date(timeIntervalSince1970: 0)
  )
}()

private func decode(
  _ wire: [UInt8],
  by size: Int,
  continuing signature: SigV4Signature?,
  trailers: [String]
) -> [UInt8]? {
  var decoder = AWSChunkedDecoder(continuing: signature, length: nil, trailers: trailers)
  var output: [UInt8] = []
  do {
    for place in stride(from: 0, to: wire.count, by: size) {
      try decoder.decode(wire[place..<min(place + size, wire.count)], into: &output)
    }
    _ = try decoder.finish()
    return output
  } catch {
    return nil
  }
}
