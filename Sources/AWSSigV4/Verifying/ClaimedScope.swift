/// Whom a signature claims to be of, and what it covers: what does not change between the requests
/// of one client.
final class ClaimedScope: Sendable {
  let accessKeyID: String
  /// `20240229`.
  let day: String
  let region: String
  let service: String
  /// The list of names as it is given.
  let signedHeaders: String
  /// The names in it.
  let signedNames: [String]

  /// Reads `AKID/20240229/us-east-1/s3/aws4_request` from the right, since an access key may itself
  /// hold a slash; `nil` where it is none.
  init?(credential: Substring, signedHeaders: Substring) {
    let parts = credential.utf8.split(
      separator: UInt8(ascii: "/"),
      omittingEmptySubsequences: false
    ).map { String(Substring($0)) }
    guard parts.count >= 5, parts.last == "aws4_request" else { return nil }
    let scope = Array(parts[(parts.count - 4)...])
    accessKeyID = parts[..<(parts.count - 4)].joined(separator: "/")
    guard !accessKeyID.isEmpty, scope[0].utf8.count == 8,
      scope[0].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      !scope[2].isEmpty
    else { return nil }
    day = scope[0]
    region = scope[1]
    service = scope[2]
    self.signedHeaders = String(signedHeaders)
    signedNames = signedHeaders.utf8.split(separator: UInt8(ascii: ";")).map {
      String(Substring($0))
    }
  }

  /// Says whether a field of this name, whatever its case, is signed.
  func signs(_ name: String) -> Bool { signedNames.contains { name.isLowercased(as: $0) } }
}
