import FoundationEssentials
import HTTPWire

extension SignatureClaim {
  /// Reads an `Authorization` field and what belongs to it.
  init(
    authorization: String,
    headers: HTTPHeaders,
    _ memory: SigningMemory
  ) throws(SigV4Refusal) {
    let time = try Self.time(of: headers)
    let marker = "Signature=".utf8
    // The signature stands last with every client: what is before it is the same again and again.
    let last = authorization.utf8.suffix(64 + marker.count)
    if last.count == 64 + marker.count, last.starts(with: marker) {
      let constant = Substring(authorization.utf8.dropLast(64))
      if let scope = memory.scope(of: constant) {
        self.init(scope, Substring(authorization.utf8.suffix(64)), time, headers)
      } else {
        let parts = try AuthorizationParts(authorization)
        memory.remember(parts.scope, of: constant)
        self.init(parts.scope, parts.signature, time, headers)
      }
    } else {
      let parts = try AuthorizationParts(authorization)
      self.init(parts.scope, parts.signature, time, headers)
    }
    guard scope.day == time.day else {
      throw .malformed(
        "Invalid credential date \"\(scope.day)\". "
          + "This date is not the same as X-Amz-Date: \"\(time.day)\"."
      )
    }
  }

  private init(
    _ scope: ClaimedScope,
    _ signature: Substring,
    _ time: SigningTime,
    _ headers: HTTPHeaders
  ) {
    self.init(
      scope: scope,
      signature: String(signature),
      time: time,
      token: headers["X-Amz-Security-Token"] ?? headers["X-Amz-S3session-Token"],
      payload: headers["X-Amz-Content-Sha256"]
    )
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

/// An `Authorization` field taken apart: three components in any order, commas with or without a
/// space.
private struct AuthorizationParts {
  let scope: ClaimedScope
  let signature: Substring

  init(_ authorization: String) throws(SigV4Refusal) {
    var credential: Substring?
    var signedHeaders: Substring?
    var signature: Substring?
    let components = authorization.utf8.dropFirst(SigV4Verifier.algorithm.utf8.count)
      .split(separator: UInt8(ascii: ","))
    for component in components {
      let trimmed = component.drop { $0 == UInt8(ascii: " ") }
      guard let equals = trimmed.firstIndex(of: UInt8(ascii: "=")) else {
        throw .malformed("the authorization component \"\(Substring(trimmed))\" is malformed.")
      }
      let value = Substring(trimmed[equals...].dropFirst().prefix { $0 != UInt8(ascii: " ") })
      switch Substring(trimmed[..<equals]) {
      case "Credential": credential = value
      case "SignedHeaders": signedHeaders = value
      case "Signature": signature = value
      default: break
      }
    }
    guard let credential, let signedHeaders, let signature, components.count == 3 else {
      throw .malformed(
        "the authorization header requires three components: "
          + "Credential, SignedHeaders, and Signature."
      )
    }
    guard let scope = ClaimedScope(credential: credential, signedHeaders: signedHeaders) else {
      throw .malformed(
        "the Credential is mal-formed; "
          + "expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
      )
    }
    self.scope = scope
    self.signature = signature
  }
}
