/// Where a database is and how to enter it.
public struct MariaDBSettings: Sendable, Hashable {
  /// Whether the connection is encrypted.
  public enum TLS: String, Sendable, Hashable, CaseIterable {
    /// Never.
    case disabled
    /// Where the server offers it; its certificate is not checked, as MySQL's own clients do.
    case preferred
    /// Always, or not at all; the certificate is not checked.
    case required
    /// Always, and the certificate must be trusted and carry the host's name.
    case verified
  }

  /// The host's name or address.
  public var host: String
  /// The port.
  public var port: Int
  /// The user.
  public var user: String
  /// The password; it shows in no description.
  public var password: String
  /// The database.
  public var database: String
  /// Whether the connection is encrypted.
  public var tls = TLS.preferred
  /// How long a connection may take to stand.
  public var connectTimeout = Duration.seconds(10)
  /// How long the server may be silent while it should answer.
  public var readTimeout = Duration.seconds(60)

  /// Names a database; port 3306 and `pinterest_data` are what the course has.
  public init(
    host: String,
    port: Int = 3306,
    user: String,
    password: String,
    database: String = "pinterest_data"
  ) {
    self.host = host
    self.port = port
    self.user = user
    self.password = password
    self.database = database
  }

  /// `user@host:port/database`: what an error may show.
  public var location: String { "\(user)@\(host):\(port)/\(database)" }
}

extension MariaDBSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  /// The location, without the password.
  public var description: String { location }
  /// The location, without the password.
  public var debugDescription: String { location }
  /// A mirror without the password.
  public var customMirror: Mirror { Mirror(self, children: ["location": location]) }
}
