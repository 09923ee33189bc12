internal import HTTPWire

/// Reads `Host` once where a client names the same one in every request.
struct OriginCache {
  private var name = ""
  private var origin: HTTPOrigin?

  /// The origin of that name.
  mutating func origin(named name: String) throws(Rejection) -> HTTPOrigin {
    if name == self.name, let origin { return origin }
    guard !name.utf8.contains(UInt8(ascii: "/")), let endpoint = try? HTTPEndpoint("http://\(name)")
    else { throw .malformed("Host is not a name with a port") }
    self.name = name
    origin = endpoint.origin
    return endpoint.origin
  }
}
