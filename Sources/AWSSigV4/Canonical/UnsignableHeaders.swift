/// Fields that proxies and transports add or change, so that a signature over them would break.
enum UnsignableHeaders {
  private static let names: [[UInt8]] = [
    "accept-encoding", "amz-sdk-request", "authorization", "connection", "expect", "keep-alive",
    "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    "user-agent", "x-amzn-trace-id",
  ].map { Array($0.utf8) }

  /// A bit for every length that occurs, so that most names need no comparison at all.
  private static let lengths = names.reduce(0) { $0 | 1 << $1.count }

  /// Says whether a lower-case name is one of them.
  static func contain(_ name: ArraySlice<UInt8>) -> Bool {
    if lengths >> name.count & 1 == 1, names.contains(where: { $0[...] == name }) { return true }
    return name.starts(with: "sec-websocket-".utf8)
  }
}
