import Digests

/// What a request says about its own signature, read but not believed.
struct SignatureClaim {
  let credential: CredentialScope
  let signedHeaders: String
  let signature: String
  /// `20240229T235958Z`, as it is signed.
  let time: SigningTime
  /// How long a presigned URL lives; `nil` for a signature in a header.
  var expires: Int?
  /// The session token that stands where the signature does.
  var token: String?
  /// What the signature says about the body, where it says so itself.
  var payload: String?

  /// The names between the semicolons.
  var signedNames: [Substring] { signedHeaders.split(separator: ";") }

  func signs(_ name: String) -> Bool { signedNames.contains { $0 == name } }
}

/// `AKID/20240229/us-east-1/s3/aws4_request`, taken apart.
struct CredentialScope: Equatable {
  let accessKeyID: String
  let day: Substring
  let region: String
  let service: String

  /// Reads from the right, since an access key may itself hold a slash.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
    guard parts.count >= 5, parts.last == "aws4_request" else { return nil }
    let scope = Array(parts[(parts.count - 4)...])
    accessKeyID = parts[..<(parts.count - 4)].joined(separator: "/")
    guard !accessKeyID.isEmpty, scope[0].utf8.count == 8,
      scope[0].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      !scope[2].isEmpty
    else { return nil }
    day = scope[0][...]
    region = scope[1]
    service = scope[2]
  }
}
