import AWSSigV4
import FoundationEssentials
import HTTPWire

/// Finds out who asks: by the signature of a request, or everybody where signatures are not asked for.
struct S3Gate: Sendable {
  let identities: [Identity]
  private let verifier: SigV4Verifier?
  private let byAccessKey: [String: Identity]

  init(_ authentication: LocalCloud.Options.Authentication) {
    guard case .signed(let identities) = authentication else {
      self.identities = [.test]
      verifier = nil
      byAccessKey = [:]
      return
    }
    self.identities = identities
    let byAccessKey = Dictionary(identities.map { ($0.accessKeyID, $0) }) { first, _ in first }
    self.byAccessKey = byAccessKey
    verifier = SigV4Verifier { accessKeyID in
      byAccessKey[accessKeyID].map {
        Credentials(accessKeyID: $0.accessKeyID, secretAccessKey: $0.secretAccessKey)
      }
    }
  }

  /// Says who sent a request, or that it is refused.
  func admit(
    _ request: HTTPRequest,
    _ address: S3Address,
    at now: Date
  ) throws(S3Failure) -> S3Caller {
    guard let verifier else { return S3Caller(identity: .test, verified: nil, isFree: true) }
    if let signature = SignatureV2(request) {
      return try admit(signature, request, address, at: now)
    }
    switch verifier.verify(request, at: now) {
    case .anonymous: return S3Caller(identity: nil, verified: nil)
    case .refused(let refusal): throw S3Failure(refusal)
    case .verified(let verified):
      return S3Caller(identity: byAccessKey[verified.accessKeyID], verified: verified)
    }
  }

  private func admit(
    _ signature: SignatureV2,
    _ request: HTTPRequest,
    _ address: S3Address,
    at now: Date
  ) throws(S3Failure) -> S3Caller {
    let identity = try identity(signature)
    try signature.check(request, address, secret: identity.secretAccessKey, at: now)
    return S3Caller(identity: identity, verified: nil)
  }

  private func identity(_ signature: SignatureV2) throws(S3Failure) -> Identity {
    guard let identity = byAccessKey[signature.accessKeyID] else {
      throw S3Failure(
        "InvalidAccessKeyId",
        403,
        "The AWS Access Key Id you provided does not exist in our records.",
        [S3Failure.Detail("AWSAccessKeyId", signature.accessKeyID)]
      )
    }
    return identity
  }

  /// Says who signed the policy of a form.
  func admit(form fields: [String: String], at now: Date) throws(S3Failure) -> S3Caller {
    guard let verifier else { return S3Caller(identity: .test, verified: nil, isFree: true) }
    if let policy = fields["policy"], let signature = SignatureV2(form: fields) {
      let identity = try identity(signature)
      try signature.check(policy: policy, secret: identity.secretAccessKey)
      return S3Caller(identity: identity, verified: nil)
    }
    switch verifier.verify(form: fields, at: now) {
    case .anonymous: return S3Caller(identity: nil, verified: nil)
    case .refused(let refusal): throw S3Failure(refusal)
    case .verified(let verified):
      return S3Caller(identity: byAccessKey[verified.accessKeyID], verified: verified)
    }
  }
}
