internal import HTTPWire

/// Reads `Host` once where a client names the same one in every request.
struct OriginCache {
  private var name = ""
  private var origin: HTTPOrigin?

  /// The origin of that name; `nil` where it is no host with a port.
  mutating func origin(named name: String) -> HTTPOrigin? {
    if name == self.name, let origin { return origin }
    guard !name.contains("/"), let endpoint = try? HTTPEndpoint("http://\(name)") else {
      return nil
    }
    self.name = name
    origin = endpoint.origin
    return endpoint.origin
  }
}
