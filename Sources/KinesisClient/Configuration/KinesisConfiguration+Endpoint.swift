import HTTPWire

extension KinesisConfiguration {
  /// Where requests go: the endpoint, or the region's own.
  func resolvedEndpoint() throws(KinesisError) -> HTTPEndpoint {
    guard !region.isEmpty, region.utf8.count <= 63, region.utf8.allSatisfy(Self.isLabelByte) else {
      throw KinesisError(.badConfiguration, "\"\(region)\" is not the name of a region")
    }
    if let endpoint { return endpoint }
    let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    return HTTPEndpoint(origin: HTTPOrigin(scheme: .https, host: "kinesis.\(region).\(domain)"))
  }

  /// A region stands in a host name and in a credential scope: what could break out is refused.
  private static func isLabelByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
