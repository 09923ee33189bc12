/// Fields that proxies and transports add or change, so that a signature over them would break.
enum UnsignableHeaders {
  private static let names: Set<String> = [
    "accept-encoding", "amz-sdk-request", "authorization", "baggage", "connection", "expect",
    "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te",
    "traceparent", "tracestate", "trailer", "transfer-encoding", "upgrade", "user-agent",
    "x-amzn-trace-id",
  ]

  /// Says whether a lower-case name is one of them.
  static func contain(_ name: String) -> Bool {
    names.contains(name) || name.hasPrefix("sec-websocket-")
  }
}
