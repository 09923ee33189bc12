/// Says whom a request goes to: scheme, host and port.
public struct HTTPOrigin: Hashable, Sendable, CustomStringConvertible {
  /// How the bytes travel.
  public enum Scheme: String, Hashable, Sendable {
    case http, https

    /// The port that need not be written.
    public var defaultPort: Int { self == .http ? 80 : 443 }
  }

  /// How the bytes travel.
  public let scheme: Scheme
  /// A lower-case name or an address; an IPv6 address carries its brackets.
  public let host: String
  /// The port, also where it is the scheme's own.
  public let port: Int
  /// `host[:port]` as the `Host` header has it: the port only where it is not the scheme's own.
  public let authority: String

  /// Puts an origin together from parts that are known to be valid.
  public init(scheme: Scheme, host: String, port: Int? = nil) {
    precondition(!host.isEmpty, "an origin needs a host")
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = port ?? scheme.defaultPort
    authority = self.port == scheme.defaultPort ? self.host : "\(self.host):\(self.port)"
  }

  /// `scheme://host[:port]`.
  public var description: String { "\(scheme.rawValue)://\(authority)" }
}
