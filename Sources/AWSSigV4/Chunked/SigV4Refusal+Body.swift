import Digests

// What S3 answers where the body is not what the request says.
extension SigV4Refusal {
  static let endedEarly = SigV4Refusal(
    .length,
    code: "IncompleteBody",
    status: 400,
    message: "The request body terminated unexpectedly"
  )

  static let noDecodedLength = SigV4Refusal(
    .length,
    code: "MissingContentLength",
    status: 411,
    message: "You must provide the Content-Length HTTP header.",
    hint: "a body in chunks needs x-amz-decoded-content-length"
  )

  static func wrongLength(_ found: Int?, announced: Int) -> SigV4Refusal {
    SigV4Refusal(
      .length,
      code: "IncompleteBody",
      status: 400,
      message: "You did not provide the number of bytes specified by the Content-Length "
        + "HTTP header.",
      hint: "\(announced) bytes are announced, \(found.map(String.init) ?? "more") came"
    )
  }

  static func malformedChunk(_ index: Int, _ reason: String) -> SigV4Refusal {
    SigV4Refusal(
      .chunk(index),
      code: "InvalidRequest",
      status: 400,
      message: "The aws-chunked encoding of the request body is malformed.",
      hint: "chunk \(index) has \(reason)"
    )
  }

  static func malformedTrailer(_ reason: String) -> SigV4Refusal {
    SigV4Refusal(
      .trailer,
      code: "MalformedTrailerError",
      status: 400,
      message: "The request contained trailing data that was not well-formed or did not conform "
        + "to our published schema.",
      hint: reason
    )
  }

  static func wrongChunkSignature(
    _ index: Int,
    given: String,
    stringToSign: String
  ) -> SigV4Refusal {
    wrongSignature(.chunk(index), given, stringToSign, hint: "the signature of chunk \(index)")
  }

  static func wrongTrailerSignature(given: String, stringToSign: String) -> SigV4Refusal {
    wrongSignature(.trailer, given, stringToSign, hint: "the signature of the trailer")
  }

  private static func wrongSignature(
    _ part: Part,
    _ given: String,
    _ stringToSign: String,
    hint: String
  ) -> SigV4Refusal {
    SigV4Refusal(
      part,
      code: "SignatureDoesNotMatch",
      status: 403,
      message: "The request signature we calculated does not match the signature you provided. "
        + "Check your key and signing method.",
      details: [Detail("StringToSign", stringToSign), Detail("SignatureProvided", given)],
      hint: hint
    )
  }

  static func badDigest(_ algorithm: ChecksumAlgorithm) -> SigV4Refusal {
    SigV4Refusal(
      .payload,
      code: "BadDigest",
      status: 400,
      message: "The \(algorithm.rawValue) you specified did not match the calculated checksum."
    )
  }

  static func wrongPayloadHash(_ given: String, computed: String) -> SigV4Refusal {
    SigV4Refusal(
      .payload,
      code: "XAmzContentSHA256Mismatch",
      status: 400,
      message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
      details: [
        Detail("ClientComputedContentSHA256", given),
        Detail("S3ComputedContentSHA256", computed),
      ]
    )
  }
}
