import HTTPWire

/// Where requests about one bucket, or about none, go.
struct Route: Sendable, Hashable {
  /// The server.
  let origin: HTTPOrigin
  /// What stands before the slash of the key: the endpoint's base path and perhaps the bucket.
  let prefix: String
  /// The region they are signed for.
  let region: String

  init(
    to bucket: BucketName?,
    region: String,
    by configuration: S3Configuration
  ) throws(S3Error) {
    guard Self.isRegion(region) else {
      throw S3Error(.badConfiguration, "\"\(region)\" is not the name of a region")
    }
    let endpoint = configuration.endpoint ?? Self.aws(region)
    self.region = region
    if let bucket, Self.namesInHost(bucket, endpoint.origin, configuration.addressing) {
      let origin = endpoint.origin
      self.origin = HTTPOrigin(
        scheme: origin.scheme,
        host: "\(bucket).\(origin.host)",
        port: origin.port
      )
      prefix = endpoint.path
    } else {
      origin = endpoint.origin
      prefix = bucket.map { "\(endpoint.path)/\($0)" } ?? endpoint.path
    }
  }

  /// The target of a request, percent-encoded once: the very bytes that are signed and sent.
  func target(key: ObjectKey?, query: [QueryItem]) -> String {
    var target = prefix
    if let key {
      target += "/"
      target += PercentEncoding.encode(key.rawValue, keeping: .unreservedAndSlash)
    } else if target.isEmpty {
      target = "/"
    }
    var separator: Character = "?"
    for item in query {
      target.append(separator)
      target += PercentEncoding.encode(item.name)
      target += "="
      target += PercentEncoding.encode(item.value)
      separator = "&"
    }
    return target
  }

  private static func aws(_ region: String) -> HTTPEndpoint {
    let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    return HTTPEndpoint(origin: HTTPOrigin(scheme: .https, host: "s3.\(region).\(domain)"))
  }

  private static func namesInHost(
    _ bucket: BucketName,
    _ origin: HTTPOrigin,
    _ addressing: S3Configuration.Addressing
  ) -> Bool {
    switch addressing {
    case .path: false
    case .virtualHost: true
    case .automatic:
      // A certificate for *.host does not cover two labels, and an address has no subdomains.
      !(bucket.hasDots && origin.scheme == .https) && isName(origin.host)
        && origin.host.utf8.contains(UInt8(ascii: "."))
    }
  }

  private static func isName(_ host: String) -> Bool {
    !host.hasPrefix("[") && host.utf8.contains { $0 | 0x20 >= UInt8(ascii: "a") && $0 < 0x7F }
  }

  /// A region stands in a host name and in a credential scope: what could break out is refused.
  private static func isRegion(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 63
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}

/// One name and value of a query, not yet encoded.
struct QueryItem: Sendable, Hashable {
  var name: String
  var value: String

  init(_ name: String, _ value: String = "") {
    self.name = name
    self.value = value
  }
}
