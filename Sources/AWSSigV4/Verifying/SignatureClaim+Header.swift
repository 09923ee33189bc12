import FoundationEssentials
import HTTPWire

extension SignatureClaim {
  /// Reads an `Authorization` field: three components in any order, commas with or without a space.
  init(authorization: String, headers: HTTPHeaders) throws(SigV4Refusal) {
    var components: [Substring: Substring] = [:]
    let list = authorization.dropFirst(SigV4Verifier.algorithm.count)
    for component in list.split(separator: ",") {
      let trimmed = component.drop { $0 == " " }
      guard let equals = trimmed.firstIndex(of: "=") else {
        throw .malformed("the authorization component \"\(trimmed)\" is malformed.")
      }
      let value = trimmed[trimmed.index(after: equals)...]
      components[trimmed[..<equals]] = value.prefix { $0 != " " }
    }
    guard let credential = components["Credential"], let signature = components["Signature"],
      let signedHeaders = components["SignedHeaders"], components.count == 3
    else {
      throw .malformed(
        "the authorization header requires three components: "
          + "Credential, SignedHeaders, and Signature."
      )
    }
    guard let scope = CredentialScope(credential) else {
      throw .malformed(
        "the Credential is mal-formed; "
          + "expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
      )
    }
    self.credential = scope
    self.signature = String(signature)
    self.signedHeaders = String(signedHeaders)
    time = try Self.time(of: headers)
    token = headers["X-Amz-Security-Token"] ?? headers["X-Amz-S3session-Token"]
    payload = headers["X-Amz-Content-Sha256"]
    guard scope.day == time.day else {
      throw .malformed(
        "Invalid credential date \"\(scope.day)\". "
          + "This date is not the same as X-Amz-Date: \"\(time.day)\"."
      )
    }
  }

  /// `X-Amz-Date` in its one form, or else `Date` in that of HTTP.
  private static func time(of headers: HTTPHeaders) throws(SigV4Refusal) -> SigningTime {
    if let text = headers["X-Amz-Date"] {
      if let time = SigningTime(parsing: text) { return time }
    } else if let date = headers["Date"].flatMap({ HTTPDate.parse($0) }) {
      return SigningTime(date)
    }
    throw .noValidDate
  }
}
