public import AWSSigV4
import HTTPWire

/// A place in S3 as notebooks mount it: `s3n://KEY:ENCODED_SECRET@bucket/path`.
///
/// `s3`, `s3a` and `s3n` mean the same; keys before the bucket are decoded from percent signs. They
/// should not stand there at all: URLs end up in histories, logs and notebooks.
public struct MountURL: Sendable, CustomStringConvertible {
  /// The bucket's name.
  public let bucket: String
  /// What stands behind the bucket's slash.
  public let path: String
  /// The keys in it, where there are some.
  public let credentials: Credentials?

  /// Reads a URL; `nil` for what is none of S3's, such as a path of a folder.
  public init?(_ text: String) throws(LakehouseError) {
    guard let scheme = ["s3://", "s3a://", "s3n://"].first(where: { text.hasPrefix($0) }) else {
      return nil
    }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    if let at = authority.lastIndex(of: "@") {
      credentials = try Self.credentials(authority[..<at])
      bucket = String(authority[authority.index(after: at)...])
    } else {
      // `KEY:abc/def@bucket` ends its authority in the middle of the secret.
      guard !authority.contains(":") else {
        throw LakehouseError(
          .badOption,
          "\(scheme)…",
          detail: "the secret must be percent-encoded, / as %2F, and followed by @ and the bucket"
        )
      }
      credentials = nil
      bucket = String(authority)
    }
    guard !bucket.isEmpty else {
      throw LakehouseError(.badOption, "\(scheme)…", detail: "no bucket is named")
    }
    path = String(rest.dropFirst(authority.count + 1))
  }

  private static func credentials(_ text: Substring) throws(LakehouseError) -> Credentials {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let key = PercentEncoding.decode(parts[0]),
      let secret = PercentEncoding.decode(parts[1]), !key.isEmpty, !secret.isEmpty
    else {
      throw LakehouseError(
        .badOption,
        "the keys before the bucket",
        detail: "KEY:SECRET is wanted, percent-encoded"
      )
    }
    return Credentials(accessKeyID: key, secretAccessKey: secret)
  }

  /// What a person should be told about it; `nil` where nothing is wrong.
  public var warning: String? {
    credentials.map {
      "the secret of \($0.accessKeyID) stands in a URL, where histories and logs keep it; "
        + "use a profile or the environment"
    }
  }

  /// `s3://bucket/path`, without keys.
  public var description: String { "s3://\(bucket)/\(path)" }
}
