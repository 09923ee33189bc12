import HTTPWire

/// The path as the signature covers it.
enum CanonicalPath {
  static func append(_ path: Substring, style: PathStyle, to output: inout [UInt8]) {
    guard !path.isEmpty else { return output.append(slash) }
    switch style {
    case .s3: appendReencoded(path, to: &output)
    case .unnormalized:
      PercentEncoding.append(path.utf8, keeping: .unreservedAndSlash, to: &output)
    case .normalized: appendNormalized(path, to: &output)
    }
  }

  /// Decodes and encodes again, so that every spelling of a key signs alike; a percent sign that
  /// starts no escape stands for itself.
  private static func appendReencoded(_ path: Substring, to output: inout [UInt8]) {
    let decoded = LenientDecoding.bytes(of: path)
    PercentEncoding.append(decoded, keeping: .unreservedAndSlash, to: &output)
  }

  private static func appendNormalized(_ path: Substring, to output: inout [UInt8]) {
    var kept: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment == ".." { _ = kept.popLast() } else { kept.append(segment) }
    }
    for segment in kept {
      output.append(slash)
      PercentEncoding.append(segment.utf8, to: &output)
    }
    if kept.isEmpty || path.hasSuffix("/") { output.append(slash) }
  }

  private static var slash: UInt8 { UInt8(ascii: "/") }
}
