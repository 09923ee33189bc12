public import FoundationEssentials

/// What a verifier found.
public enum SigV4Verdict: Sendable {
  /// The request does not claim to be anybody's.
  case anonymous
  /// The request is signed by whom it says.
  case verified(VerifiedRequest)
  /// Some part of the request does not hold.
  case refused(SigV4Refusal)
}

/// Who has signed a request, for what, and how its body is to be checked.
public struct VerifiedRequest: Sendable {
  /// Whose request it is.
  public let accessKeyID: String
  /// The region that the scope names.
  public let region: String
  /// The service that the scope names.
  public let service: String
  /// The lower-case names of the fields that are signed.
  public let signedHeaders: [String]
  /// When it was signed.
  public let date: Date
  /// When a presigned URL ends; `nil` for a signature in a header.
  public let expiration: Date?
  /// What the signature says about the body, which has not been looked at.
  public let payload: PayloadHash
  /// The signature, from which those of chunks continue.
  public let signature: SigV4Signature

  init(_ claim: SignatureClaim, payload: PayloadHash, signature: SigV4Signature) {
    accessKeyID = claim.scope.accessKeyID
    region = claim.scope.region
    service = claim.scope.service
    signedHeaders = claim.scope.signedNames
    date = claim.time.date
    expiration = claim.expires.map { claim.time.date.addingTimeInterval(Double($0)) }
    self.payload = payload
    self.signature = signature
  }
}
