import Digests
public import FoundationEssentials

extension SigV4Signer {
  /// The fields with which a browser form may upload to S3 under a policy.
  ///
  /// The policy is JSON, taken as it is; among its conditions must stand these very fields but for
  /// the policy and its signature.
  public func formFields(
    policy: String,
    with credentials: Credentials,
    at date: Date
  ) -> [(name: String, value: String)] {
    let (time, key) = memory.key(credentials, at: date, region: region, service: service)
    let encoded = Base64.encode(Array(policy.utf8))
    var fields = [
      (name: "x-amz-algorithm", value: SigV4Verifier.algorithm),
      (name: "x-amz-credential", value: "\(credentials.accessKeyID)/\(key.scope)"),
      (name: "x-amz-date", value: time.text),
    ]
    if let token = credentials.sessionToken {
      fields.append((name: "x-amz-security-token", value: token))
    }
    fields.append((name: "policy", value: encoded))
    fields.append((name: "x-amz-signature", value: key.signature(of: encoded).hex))
    return fields
  }
}
