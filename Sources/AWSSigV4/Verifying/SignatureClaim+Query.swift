import HTTPWire

extension SignatureClaim {
  /// Reads the parameters of a presigned URL.
  init(query: Substring, headers: HTTPHeaders) throws(SigV4Refusal) {
    let parameters = try Self.parameters(of: query)
    guard let algorithm = parameters["X-Amz-Algorithm"],
      let credential = parameters["X-Amz-Credential"], let date = parameters["X-Amz-Date"],
      let expires = parameters["X-Amz-Expires"], let signature = parameters["X-Amz-Signature"],
      let signedHeaders = parameters["X-Amz-SignedHeaders"]
    else {
      throw .badParameters(
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
          + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
      )
    }
    guard algorithm == SigV4Verifier.algorithm else { throw .unsupportedAlgorithm(algorithm) }
    let scope = ClaimedScope(credential: credential[...], signedHeaders: signedHeaders[...])
    guard let scope else {
      throw .badParameters(
        "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; "
          + "expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
      )
    }
    guard let time = SigningTime(parsing: date) else {
      throw .badParameters(
        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
        part: .date
      )
    }
    guard scope.day == time.day else {
      throw .badParameters(
        "Invalid credential date \"\(scope.day)\". "
          + "This date is not the same as X-Amz-Date: \"\(time.day)\"."
      )
    }
    self.init(
      scope: scope,
      signature: signature,
      time: time,
      expires: try Self.life(expires),
      token: parameters["X-Amz-Security-Token"] ?? parameters["X-Amz-S3session-Token"],
      payload: headers["X-Amz-Content-Sha256"] ?? parameters["X-Amz-Content-Sha256"]
    )
  }

  /// The parameters that carry the signature; one that is there twice is no parameter.
  private static func parameters(
    of query: Substring
  ) throws(SigV4Refusal) -> [String: String] {
    var parameters: [String: String] = [:]
    for pair in query.split(separator: "&") where pair.hasPrefix("X-Amz-") {
      let equals = pair.firstIndex(of: "=") ?? pair.endIndex
      let name = String(pair[..<equals])
      guard let value = PercentEncoding.decode(pair[equals...].dropFirst(), plusIsSpace: true),
        parameters.updateValue(value, forKey: name) == nil
      else { throw .badParameters("Error parsing the \(name) parameter") }
    }
    return parameters
  }

  private static func life(_ text: String) throws(SigV4Refusal) -> Int {
    guard let seconds = Int(text) else {
      throw .badParameters("X-Amz-Expires should be a number", part: .expiry)
    }
    guard seconds > 0 else {
      throw .badParameters("X-Amz-Expires must be non-negative", part: .expiry)
    }
    guard seconds <= 604_800 else {
      throw .badParameters(
        "X-Amz-Expires must be less than a week (in seconds); "
          + "that is, the given X-Amz-Expires must be less than 604800 seconds",
        part: .expiry
      )
    }
    return seconds
  }
}
