// The words are S3's own: clients and their tests look for them.
extension S3Failure {
  static let accessDenied = S3Failure("AccessDenied", 403, "Access Denied")

  static let malformedXML = S3Failure(
    "MalformedXML",
    400,
    "The XML you provided was not well-formed or did not validate against our published schema"
  )

  static let malformedACL = S3Failure(
    "MalformedACLError",
    400,
    "The XML you provided was not well-formed or did not validate against our published schema"
  )

  static let missingLength = S3Failure(
    "MissingContentLength",
    411,
    "You must provide the Content-Length HTTP header."
  )

  static let incompleteBody = S3Failure(
    "IncompleteBody",
    400,
    "You did not provide the number of bytes specified by the Content-Length HTTP header"
  )

  static let invalidURI = S3Failure("InvalidURI", 400, "Couldn't parse the specified URI.")

  static let metadataTooLarge = S3Failure(
    "MetadataTooLarge",
    400,
    "Your metadata headers exceed the maximum allowed metadata size",
    [Detail("MaxSizeAllowed", "2048")]
  )

  static func noSuchBucket(_ name: String) -> S3Failure {
    S3Failure(
      "NoSuchBucket",
      404,
      "The specified bucket does not exist",
      [Detail("BucketName", name)]
    )
  }

  static func invalidBucketName(_ name: String) -> S3Failure {
    S3Failure(
      "InvalidBucketName",
      400,
      "The specified bucket is not valid.",
      [Detail("BucketName", name)]
    )
  }

  static func bucketAlreadyExists(_ name: String) -> S3Failure {
    S3Failure(
      "BucketAlreadyExists",
      409,
      "The requested bucket name is not available. The bucket namespace is shared by all users "
        + "of the system. Please select a different name and try again.",
      [Detail("BucketName", name)]
    )
  }

  static func bucketNotEmpty(_ name: String, keepsVersions: Bool) -> S3Failure {
    S3Failure(
      "BucketNotEmpty",
      409,
      "The bucket you tried to delete is not empty"
        + (keepsVersions ? ". You must delete all versions in the bucket." : ""),
      [Detail("BucketName", name)]
    )
  }

  static func noSuchKey(_ key: ObjectKey) -> S3Failure {
    S3Failure(
      "NoSuchKey",
      404,
      "The specified key does not exist.",
      [Detail("Key", key.text)]
    )
  }

  static func noSuchVersion(_ key: ObjectKey, _ id: String) -> S3Failure {
    S3Failure(
      "NoSuchVersion",
      404,
      "The specified version does not exist.",
      [Detail("Key", key.text), Detail("VersionId", id)]
    )
  }

  static func noSuchUpload(_ id: String) -> S3Failure {
    S3Failure(
      "NoSuchUpload",
      404,
      "The specified upload does not exist. The upload ID may be invalid, "
        + "or the upload may have been aborted or completed.",
      [Detail("UploadId", id)]
    )
  }

  static func preconditionFailed(_ condition: String) -> S3Failure {
    S3Failure(
      "PreconditionFailed",
      412,
      "At least one of the pre-conditions you specified did not hold",
      [Detail("Condition", condition)]
    )
  }

  static func methodNotAllowed(_ method: String, on resource: String) -> S3Failure {
    S3Failure(
      "MethodNotAllowed",
      405,
      "The specified method is not allowed against this resource.",
      [Detail("Method", method), Detail("ResourceType", resource)]
    )
  }

  static func invalidArgument(_ message: String, _ name: String, _ value: String) -> S3Failure {
    S3Failure(
      "InvalidArgument",
      400,
      message,
      [Detail("ArgumentName", name), Detail("ArgumentValue", value)]
    )
  }

  static func invalidRequest(_ message: String) -> S3Failure {
    S3Failure("InvalidRequest", 400, message)
  }

  static func notImplemented(_ what: String) -> S3Failure {
    S3Failure(
      "NotImplemented",
      501,
      "A header or parameter you provided implies functionality that is not implemented",
      [Detail("additionalMessage", what)]
    )
  }

  static func entityTooLarge(_ size: Int, limit: Int) -> S3Failure {
    S3Failure(
      "EntityTooLarge",
      400,
      "Your proposed upload exceeds the maximum allowed size",
      [Detail("ProposedSize", "\(size)"), Detail("MaxSizeAllowed", "\(limit)")]
    )
  }

  static func invalidTag(_ message: String, key: String, value: String? = nil) -> S3Failure {
    S3Failure(
      "InvalidTag",
      400,
      message,
      [Detail("TagKey", key)] + (value.map { [Detail("TagValue", $0)] } ?? [])
    )
  }
}
