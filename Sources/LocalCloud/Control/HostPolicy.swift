import HTTPWire

/// Decides whose pages may talk to a cloud.
///
/// A page of a foreign site can make a browser send requests to this machine. Under its own name
/// (DNS rebinding) the `Host` header tells; under ours the `Origin` header does.
struct HostPolicy: Sendable {
  private let isLocalOnly: Bool

  /// A cloud that listens on other addresses than this machine's own is called by other names.
  init(bind: String) {
    isLocalOnly = bind == "localhost" || bind == "::1" || bind.hasPrefix("127.")
  }

  /// Whether a request that names us like this is meant for us.
  func accepts(_ origin: HTTPOrigin) -> Bool { !isLocalOnly || Self.isLocal(origin.host) }

  /// Whether a request comes from a page of somebody else.
  func isForeign(_ request: HTTPRequest) -> Bool {
    guard let origin = request.headers["Origin"] else { return false }
    guard let endpoint = try? HTTPEndpoint(origin) else { return true }
    return !Self.isLocal(endpoint.origin.host)
  }

  /// Names that no stranger can own: addresses of this machine, and what ends in `localhost`.
  ///
  /// `localhost.localstack.cloud` is a public name for 127.0.0.1 that S3 clients use for virtual
  /// hosts; it cannot be pointed elsewhere by whoever owns a page.
  private static func isLocal(_ host: String) -> Bool {
    let names = ["localhost", "localhost.localstack.cloud"]
    return host == "[::1]" || isLoopbackAddress(host)
      || names.contains { host == $0 || host.hasSuffix(".\($0)") }
  }

  /// An IPv4 address of this machine, or an S3 bucket in front of one: `bucket.127.0.0.1`.
  private static func isLoopbackAddress(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).suffix(4)
    return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
