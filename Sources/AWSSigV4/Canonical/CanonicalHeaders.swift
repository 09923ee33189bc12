import HTTPWire

/// The header fields as the signature covers them.
enum CanonicalHeaders {
  /// Fields that proxies and transports change, or that cannot be known when signing.
  static let neverSigned: Set<String> = [
    "accept-encoding", "amz-sdk-request", "authorization", "connection", "expect", "keep-alive",
    "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    "user-agent", "x-amzn-trace-id",
  ]

  /// The names a client signs: all but those, in lower case, sorted, each once.
  static func signable(_ headers: HTTPHeaders) -> [String] {
    Set(headers.map { $0.name.lowercased() })
      .filter { !neverSigned.contains($0) && !$0.hasPrefix("sec-websocket-") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Writes `name:value\n` for every name, and the names.
  static func append(_ names: [String], of headers: HTTPHeaders, to output: inout [UInt8]) {
    for name in names {
      output += name.utf8
      output.append(UInt8(ascii: ":"))
      var isFirst = true
      for value in headers.values(name) {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        appendTrimmed(value, to: &output)
      }
      output.append(newline)
    }
    output.append(newline)
    output += names.joined(separator: ";").utf8
    output.append(newline)
  }

  /// Drops white space at both ends and makes one space of every run inside.
  static func appendTrimmed(_ value: String, to output: inout [UInt8]) {
    var isPending = false
    let start = output.count
    for byte in value.utf8 {
      if byte == UInt8(ascii: " ") || (9...13).contains(byte) {
        isPending = true
        continue
      }
      if isPending, output.count > start { output.append(UInt8(ascii: " ")) }
      isPending = false
      output.append(byte)
    }
  }

  private static var newline: UInt8 { UInt8(ascii: "\n") }
}
