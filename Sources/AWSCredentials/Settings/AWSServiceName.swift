/// Names an AWS service as settings spell it: `s3` in a file, `AWS_ENDPOINT_URL_S3` in a variable.
public struct AWSServiceName: RawRepresentable, Hashable, Sendable {
  /// The name as the `services` section spells it.
  public let rawValue: String

  /// Takes the name as the `services` section spells it.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Objects.
  public static let s3 = AWSServiceName(rawValue: "s3")
  /// Streams of records.
  public static let kinesis = AWSServiceName(rawValue: "kinesis")
  /// Roles and temporary credentials.
  public static let sts = AWSServiceName(rawValue: "sts")
  /// Role credentials of IAM Identity Center.
  public static let sso = AWSServiceName(rawValue: "sso")
  /// Tokens of IAM Identity Center.
  public static let ssoOIDC = AWSServiceName(rawValue: "sso_oidc")

  var variable: String { "AWS_ENDPOINT_URL_\(rawValue.uppercased())" }
}
