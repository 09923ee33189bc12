import Digests
import HTTPWire

/// Everything a server needs to compute the signature that a request should have.
struct SignatureAttempt {
  let claim: SignatureClaim
  var credentials: Credentials
  var request: HTTPRequest
  var payload: PayloadHash
  var style: PathStyle

  func signature(_ memory: SigningMemory) -> SigV4Signature {
    let key = key(memory)
    return SigV4Signature(digest: compute(key, memory).digest, time: claim.time.text, key: key)
  }

  /// Whether the client has signed exactly this.
  func fits(_ memory: SigningMemory) -> Bool {
    compute(key(memory), memory).digest.hex.isSameInConstantTime(as: claim.signature)
  }

  /// The answer to a signature that is another, with what was computed and the likely cause.
  func refusal(_ memory: SigningMemory) -> SigV4Refusal {
    let computation = compute(key(memory), memory)
    let text = computation.stringToSign
    let canonical = computation.canonicalRequest
    // Wrong secrets must not push the right ones out of the server's own memory.
    let scratch = SigningMemory()
    let cause = SignatureMistake.all(for: self).first { $0.attempt.fits(scratch) }
    return SigV4Refusal(
      cause?.part ?? .signature,
      code: "SignatureDoesNotMatch",
      status: 403,
      message: "The request signature we calculated does not match the signature you provided. "
        + "Check your key and signing method.",
      details: [
        .init("AWSAccessKeyId", claim.scope.accessKeyID),
        .init("StringToSign", text),
        .init("SignatureProvided", claim.signature),
        .init("StringToSignBytes", Self.hexadecimal(text)),
        .init("CanonicalRequest", canonical),
        .init("CanonicalRequestBytes", Self.hexadecimal(canonical)),
      ],
      hint: cause?.hint
    )
  }

  private func key(_ memory: SigningMemory) -> SigningKey {
    memory.key(
      credentials,
      at: claim.time.date,
      region: claim.scope.region,
      service: claim.scope.service
    ).1
  }

  private func compute(_ key: SigningKey, _ memory: SigningMemory) -> SignatureComputation {
    SignatureComputation(
      of: request,
      query: request.query,
      leavingOut: claim.expires == nil ? nil : "X-Amz-Signature",
      payload: payload,
      style: style,
      shape: memory.shape(of: request.headers.fields, signing: claim.scope.signedHeaders),
      key: key,
      at: claim.time.text
    )
  }

  /// The bytes as S3 shows them: `41 57 53 34`.
  private static func hexadecimal(_ text: String) -> String {
    text.utf8.map { Hex.encode([$0]) }.joined(separator: " ")
  }
}

extension String {
  /// Compares in a time that does not depend on where the first difference is.
  func isSameInConstantTime(as other: String) -> Bool {
    let mine = utf8.span
    let theirs = other.utf8.span
    guard mine.count == theirs.count else { return false }
    var difference: UInt8 = 0
    for index in mine.indices { difference |= mine[index] ^ theirs[index] }
    return difference == 0
  }
}
