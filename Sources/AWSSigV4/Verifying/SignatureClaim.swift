/// What a request says about its own signature, read but not believed.
struct SignatureClaim {
  let scope: ClaimedScope
  let signature: String
  /// `20240229T235958Z`, as it is signed.
  let time: SigningTime
  /// How long a presigned URL lives; `nil` for a signature in a header.
  var expires: Int?
  /// The session token that stands where the signature does.
  var token: String?
  /// What the signature says about the body, where it says so itself.
  var payload: String?
}
