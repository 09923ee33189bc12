import AWSSigV4
import FoundationEssentials
import HTTPWire

/// Feeds garbage to everything that reads a signature, and has every target signed and verified.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  for authorization in [text, "AWS4-HMAC-SHA256 \(text)", scope + text] {
    var request = plain("/bucket/key")
    request.headers["Authorization"] = authorization
    request.headers["X-Amz-Date"] = count % 3 == 0 ? text : "19700101T000000Z"
    _ = verifier.verify(request, at: now)
  }
  for query in [text, "X-Amz-Algorithm=AWS4-HMAC-SHA256&\(text)", presigned + text] {
    _ = verifier.verify(plain("/bucket/key?\(query)"), at: now)
  }
  _ = verifier.verify(
    form: ["policy": text, "x-amz-credential": text, "x-amz-date": text, "x-amz-algorithm": text],
    at: now
  )

  guard !text.contains("X-Amz-"), !text.contains("AWSAccessKeyId=") else { return 0 }
  var request = plain("/\(text)")
  request.headers.add("x-amz-meta-text", text)
  signer.sign(&request, payload: .unsigned, with: credentials, at: now)
  guard case .verified = verifier.verify(request, at: now) else {
    fatalError("what was signed is not recognised")
  }
  return 0
}

private let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "secret")
private let signer = SigV4Signer(service: "s3", region: "us-east-1")
private let verifier = SigV4Verifier { $0 == "AKID" ? credentials : nil }
private let now = Date(timeIntervalSince1970: 0)
private let scope =
  "AWS4-HMAC-SHA256 Credential=AKID/19700101/us-east-1/s3/aws4_request, SignedHeaders=host"
private let presigned =
  "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F19700101%2Fr%2Fs3%2Faws4_request"
  + "&X-Amz-Date=19700101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0"

private func plain(_ target: String) -> HTTPRequest {
  HTTPRequest(.get, origin: HTTPOrigin(scheme: .http, host: "localhost"), target: target)
}
