import FoundationEssentials

// The words are S3's own: clients and their tests look for them.
extension SigV4Refusal {
  static let twoMechanisms = SigV4Refusal(
    .mechanism,
    code: "InvalidArgument",
    status: 400,
    message: "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, "
      + "Signature query string parameter or the Authorization header should be specified"
  )

  static let noValidDate = SigV4Refusal(
    .date,
    code: "AccessDenied",
    status: 403,
    message: "AWS authentication requires a valid Date or x-amz-date header"
  )

  static let noPayloadHash = SigV4Refusal(
    .payload,
    code: "InvalidRequest",
    status: 400,
    message: "Missing required header for this request: x-amz-content-sha256"
  )

  static let badToken = SigV4Refusal(
    .sessionToken,
    code: "InvalidToken",
    status: 400,
    message: "The provided token is malformed or otherwise invalid."
  )

  static let expiredToken = SigV4Refusal(
    .sessionToken,
    code: "ExpiredToken",
    status: 400,
    message: "The provided token has expired."
  )

  static let notYetValid = SigV4Refusal(
    .date,
    code: "AccessDenied",
    status: 403,
    message: "Request is not yet valid"
  )

  static func unsupportedAlgorithm(_ name: some StringProtocol) -> SigV4Refusal {
    SigV4Refusal(
      .mechanism,
      code: "InvalidRequest",
      status: 400,
      message: "The authorization mechanism you have provided is not supported. "
        + "Please use AWS4-HMAC-SHA256.",
      hint: "the request uses \(name)"
    )
  }

  static func malformed(_ reason: String, part: Part = .credential) -> SigV4Refusal {
    SigV4Refusal(
      part,
      code: "AuthorizationHeaderMalformed",
      status: 400,
      message: "The authorization header is malformed; \(reason)"
    )
  }

  /// S3 answers a bad life with 400 and its test suites expect 403: with the latter both are content.
  static func badParameters(_ message: String, part: Part = .credential) -> SigV4Refusal {
    SigV4Refusal(
      part,
      code: "AuthorizationQueryParametersError",
      status: part == .expiry ? 403 : 400,
      message: message
    )
  }

  static func unknownAccessKey(_ accessKeyID: String) -> SigV4Refusal {
    SigV4Refusal(
      .accessKey,
      code: "InvalidAccessKeyId",
      status: 403,
      message: "The AWS Access Key Id you provided does not exist in our records.",
      details: [Detail("AWSAccessKeyId", accessKeyID)]
    )
  }

  static func wrongRegion(_ given: String, expected: String) -> SigV4Refusal {
    SigV4Refusal(
      .region,
      code: "AuthorizationHeaderMalformed",
      status: 400,
      message: "The authorization header is malformed; "
        + "the region '\(given)' is wrong; expecting '\(expected)'",
      details: [Detail("Region", expected)]
    )
  }

  static func wrongService(_ given: String, expected: Set<String>) -> SigV4Refusal {
    let known = expected.sorted().joined(separator: "\" or \"")
    return malformed(
      "incorrect service \"\(given)\". This endpoint belongs to \"\(known)\".",
      part: .service
    )
  }

  static func unsignedHeaders(_ names: [String]) -> SigV4Refusal {
    SigV4Refusal(
      .signedHeaders,
      code: "AccessDenied",
      status: 403,
      message: "There were headers present in the request which were not signed",
      details: [Detail("HeadersNotSigned", names.joined(separator: ", "))]
    )
  }

  static func badPayloadHash(_ value: String) -> SigV4Refusal {
    SigV4Refusal(
      .payload,
      code: "InvalidArgument",
      status: 400,
      message: "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, "
        + "STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
        + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
        + "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, "
        + "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
      details: [
        Detail("ArgumentName", "x-amz-content-sha256"), Detail("ArgumentValue", value),
      ]
    )
  }

  static func skewed(_ signed: Date, now: Date, allowed: Duration) -> SigV4Refusal {
    SigV4Refusal(
      .date,
      code: "RequestTimeTooSkewed",
      status: 403,
      message: "The difference between the request time and the current time is too large.",
      details: [
        Detail("RequestTime", SigningTime(signed).text), Detail("ServerTime", iso(now)),
        Detail("MaxAllowedSkewMilliseconds", String(allowed.components.seconds * 1_000)),
      ]
    )
  }

  static func expired(_ end: Date, now: Date, life: Int) -> SigV4Refusal {
    SigV4Refusal(
      .expiry,
      code: "AccessDenied",
      status: 403,
      message: "Request has expired",
      details: [
        Detail("X-Amz-Expires", String(life)), Detail("Expires", iso(end)),
        Detail("ServerTime", iso(now)),
      ]
    )
  }

  private static func iso(_ date: Date) -> String { date.formatted(.iso8601) }
}
