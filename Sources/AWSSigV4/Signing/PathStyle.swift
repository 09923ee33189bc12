/// How a path becomes the canonical one.
///
/// S3 keys may hold `//`, `.` and `..`, so S3 takes paths as they are and encodes once; every other
/// service removes dot segments and encodes the path that is on the wire a second time.
public enum PathStyle: Sendable, Hashable {
  /// As S3 does it: nothing removed, decoded and encoded once.
  case s3
  /// As all others do it: dot segments and empty segments removed, encoded once more.
  case normalized
  /// Nothing removed, encoded once more.
  case unnormalized

  /// The style of a service by the name it has in a credential scope.
  public init(service: String) {
    switch service {
    case "s3", "s3-outposts", "s3-object-lambda", "s3express": self = .s3
    default: self = .normalized
    }
  }
}
