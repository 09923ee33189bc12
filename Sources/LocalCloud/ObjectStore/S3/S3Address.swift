import HTTPWire

/// Which bucket and which object a request is about.
struct S3Address: Sendable {
  /// Empty where the request is about the service as a whole.
  let bucket: String
  let key: ObjectKey?

  /// Reads path style, or virtual host style where the host has a bucket in front of a known name.
  init(_ request: HTTPRequest) throws(S3Failure) {
    var path = request.path.dropFirst()
    if let bucket = Self.bucket(inHost: request.origin.host) {
      self.bucket = bucket
    } else {
      let end = path.utf8.firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
      guard let bucket = PercentEncoding.decode(path[..<end]) else { throw .invalidURI }
      self.bucket = bucket
      path = end == path.endIndex ? "" : path[path.utf8.index(after: end)...]
    }
    guard !path.isEmpty else {
      key = nil
      return
    }
    guard let text = Self.decoded(path), !text.utf8.contains(0) else { throw .invalidURI }
    guard text.utf8.count <= ObjectKey.longest else { throw .keyTooLong(text.utf8.count) }
    key = ObjectKey(text)
  }

  private static func decoded(_ path: Substring) -> String? {
    guard path.utf8.contains(UInt8(ascii: "%")) else { return String(path) }
    return PercentEncoding.decode(path)
  }

  private static let bases: [StaticString] = [
    ".localhost.localstack.cloud", ".localhost", ".amazonaws.com",
  ]

  /// `bucket.localhost`, `bucket.127.0.0.1`, `bucket.s3.us-east-1.amazonaws.com`.
  private static func bucket(inHost host: String) -> String? {
    for base in bases where host.ends(inASCII: base) {
      return withoutService(host.dropLast(base.utf8CodeUnitCount))
    }
    // An address alone, which is what most hosts are, has no more than three dots.
    guard host.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 3 else { return nil }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 4, parts.suffix(4).allSatisfy({ UInt8($0) != nil }) else { return nil }
    return parts.dropLast(4).joined(separator: ".")
  }

  /// Takes `s3` and a region behind it off the end; what is left in front is the bucket.
  private static func withoutService(_ name: Substring) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let end = parts.lastIndex { $0 == "s3" || $0.hasPrefix("s3-") } ?? parts.endIndex
    return end == 0 ? nil : parts[..<end].joined(separator: ".")
  }
}

extension S3Failure {
  static func keyTooLong(_ length: Int) -> S3Failure {
    S3Failure(
      "KeyTooLongError",
      400,
      "Your key is too long",
      [Detail("Size", "\(length)"), Detail("MaxSizeAllowed", "\(ObjectKey.longest)")]
    )
  }
}
