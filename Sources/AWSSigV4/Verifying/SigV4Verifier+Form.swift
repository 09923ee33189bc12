import Digests
public import FoundationEssentials

extension SigV4Verifier {
  /// Checks who has signed the policy of a browser form, whose fields come under lower-case names.
  ///
  /// Whether the form keeps to the policy, and whether that has ended, is for the caller to see.
  public func verify(form fields: [String: String], at now: Date) -> SigV4Verdict {
    guard let policy = fields["policy"] else { return .anonymous }
    do throws(SigV4Refusal) {
      let claim = try Self.claim(of: fields)
      let credentials = try credentials(for: claim, at: now)
      let key = key(claim, credentials)
      let signature = key.signature(of: policy)
      guard signature.hex.isSameInConstantTime(as: claim.signature) else {
        throw .wrongFormSignature(claim, policy: policy)
      }
      return .verified(
        VerifiedRequest(
          claim,
          payload: .unsigned,
          signature: SigV4Signature(digest: signature, time: claim.time.text, key: key)
        )
      )
    } catch {
      return .refused(error)
    }
  }

  private static func claim(of fields: [String: String]) throws(SigV4Refusal) -> SignatureClaim {
    func field(_ name: String) throws(SigV4Refusal) -> String {
      guard let value = fields[name] else { throw .missingFormField(name) }
      return value
    }
    let algorithm = try field("x-amz-algorithm")
    guard algorithm == Self.algorithm else { throw .unsupportedAlgorithm(algorithm) }
    let credential = try field("x-amz-credential")[...]
    guard let scope = ClaimedScope(credential: credential, signedHeaders: "") else {
      throw .malformedFormField("x-amz-credential", value: try field("x-amz-credential"))
    }
    guard let time = SigningTime(parsing: try field("x-amz-date")), time.day == scope.day else {
      throw .malformedFormField("x-amz-date", value: try field("x-amz-date"))
    }
    return SignatureClaim(
      scope: scope,
      signature: try field("x-amz-signature"),
      time: time,
      token: fields["x-amz-security-token"]
    )
  }
}

extension SigV4Refusal {
  /// The upper-case spelling is that of S3's own message.
  fileprivate static func missingFormField(_ name: String) -> SigV4Refusal {
    let spelled = name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: "-")
    return SigV4Refusal(
      .credential,
      code: "InvalidArgument",
      status: 400,
      message: "Bucket POST must contain a field named '\(spelled)'.  "
        + "If it is specified, please check the order of the fields.",
      details: [Detail("ArgumentName", spelled), Detail("ArgumentValue", "")]
    )
  }

  fileprivate static func malformedFormField(_ name: String, value: String) -> SigV4Refusal {
    SigV4Refusal(
      .credential,
      code: "InvalidArgument",
      status: 400,
      message: "The form field \(name) is malformed.",
      details: [Detail("ArgumentName", name), Detail("ArgumentValue", value)]
    )
  }

  fileprivate static func wrongFormSignature(
    _ claim: SignatureClaim,
    policy: String
  ) -> SigV4Refusal {
    SigV4Refusal(
      .signature,
      code: "SignatureDoesNotMatch",
      status: 403,
      message: "The request signature we calculated does not match the signature you provided. "
        + "Check your key and signing method.",
      details: [
        Detail("AWSAccessKeyId", claim.scope.accessKeyID), Detail("StringToSign", policy),
        Detail("SignatureProvided", claim.signature),
      ]
    )
  }
}
