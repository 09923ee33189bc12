import HTTPWire

/// The one spelling of a request that client and server both hash.
enum CanonicalRequest {
  static func bytes(
    of request: HTTPRequest,
    query: Substring?,
    signing names: [String],
    payload: PayloadHash,
    style: PathStyle,
    leavingOut omitted: String? = nil
  ) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(512 + request.target.utf8.count)
    output += request.method.rawValue.utf8
    output.append(newline)
    CanonicalPath.append(request.path, style: style, to: &output)
    output.append(newline)
    if let query { CanonicalQuery.append(query, leavingOut: omitted, to: &output) }
    output.append(newline)
    CanonicalHeaders.append(names, of: request.headers, to: &output)
    output += payload.headerValue.utf8
    return output
  }

  private static var newline: UInt8 { UInt8(ascii: "\n") }
}
