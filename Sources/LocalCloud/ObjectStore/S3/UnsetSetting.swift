import XMLWire

/// A setting of buckets that S3 has and this store has not: what S3 answers while nobody made it.
///
/// Clients look at these before they begin; to refuse the look would stop them.
struct UnsetSetting: Sendable {
  let name: String
  /// The document of a setting that has a default.
  var document: String?
  var code = ""
  var message = ""

  static let all: [UnsetSetting] = [
    .missing("policy", "NoSuchBucketPolicy", "The bucket policy does not exist"),
    .missing(
      "lifecycle",
      "NoSuchLifecycleConfiguration",
      "The lifecycle configuration does not exist"
    ),
    .missing(
      "encryption",
      "ServerSideEncryptionConfigurationNotFoundError",
      "The server side encryption configuration was not found"
    ),
    .missing(
      "object-lock",
      "ObjectLockConfigurationNotFoundError",
      "Object Lock configuration does not exist for this bucket"
    ),
    .missing(
      "website",
      "NoSuchWebsiteConfiguration",
      "The specified bucket does not have a website configuration"
    ),
    .missing(
      "replication",
      "ReplicationConfigurationNotFoundError",
      "The replication configuration was not found"
    ),
    .missing(
      "ownershipControls",
      "OwnershipControlsNotFoundError",
      "The bucket ownership controls were not found"
    ),
    .missing(
      "publicAccessBlock",
      "NoSuchPublicAccessBlockConfiguration",
      "The public access block configuration was not found"
    ),
    UnsetSetting(name: "policyStatus", document: "PolicyStatus"),
    UnsetSetting(name: "requestPayment", document: "RequestPaymentConfiguration"),
    UnsetSetting(name: "logging", document: "BucketLoggingStatus"),
    UnsetSetting(name: "accelerate", document: "AccelerateConfiguration"),
    UnsetSetting(name: "notification", document: "NotificationConfiguration"),
  ]

  private static func missing(_ name: String, _ code: String, _ message: String) -> UnsetSetting {
    UnsetSetting(name: name, code: code, message: message)
  }

  /// The answer to who looks.
  func answer(bucket: String) throws(S3Failure) -> XMLAnswer {
    guard let document else {
      throw S3Failure(code, 404, message, [.init("BucketName", bucket)])
    }
    return XMLAnswer(document) { xml in
      if name == "policyStatus" { xml.element("IsPublic", "false") }
      if name == "requestPayment" { xml.element("Payer", "BucketOwner") }
    }
  }
}
