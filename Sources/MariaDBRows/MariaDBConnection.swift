import CMariaDB

/// Owns one `MYSQL *`; made and used on one thread, closed when it goes.
@safe final class MariaDBConnection {
  private let raw: UnsafeMutablePointer<MYSQL>
  let location: String

  init(_ settings: MariaDBSettings) throws(MariaDBError) {
    location = settings.location
    unsafe raw = try Self.connect(settings)
    let isDemanded = settings.tls == .required || settings.tls == .verified
    guard isEncrypted || !isDemanded else {
      throw MariaDBError(.tlsFailed, during: location, detail: "the server offers no TLS")
    }
  }

  deinit { unsafe mysql_close(raw) }

  /// Whether the bytes travel encrypted.
  var isEncrypted: Bool { unsafe mysql_get_ssl_cipher(raw) != nil }

  /// The number and the words of the last failure on this connection.
  var lastFailure: (number: Int, detail: String) {
    (Int(unsafe mysql_errno(raw)), unsafe String(cString: mysql_error(raw)))
  }

  /// Compiles a statement on the server.
  func prepare(_ sql: String) throws(MariaDBError) -> MariaDBStatement {
    guard let statement = unsafe mysql_stmt_init(raw) else {
      throw MariaDBError(.other, during: location, detail: "out of memory")
    }
    let owned = unsafe MariaDBStatement(raw: statement, connection: self)
    try owned.prepare(sql)
    return owned
  }

  private static func connect(
    _ settings: MariaDBSettings
  ) throws(MariaDBError) -> UnsafeMutablePointer<MYSQL> {
    guard let raw = unsafe mysql_init(nil) else {
      throw MariaDBError(.other, during: settings.location, detail: "out of memory")
    }
    unsafe setOptions(of: raw, settings)
    let connected = unsafe mysql_real_connect(
      raw,
      settings.host,
      settings.user,
      settings.password,
      settings.database,
      UInt32(settings.port),
      nil,
      0
    )
    guard unsafe connected != nil else {
      let number = Int(unsafe mysql_errno(raw))
      let detail = unsafe String(cString: mysql_error(raw))
      unsafe mysql_close(raw)
      throw MariaDBError(
        code(of: number),
        during: settings.location,
        detail: detail,
        number: number
      )
    }
    return unsafe raw
  }

  private static func setOptions(
    of raw: UnsafeMutablePointer<MYSQL>,
    _ settings: MariaDBSettings
  ) {
    var connect = UInt32(max(1, settings.connectTimeout.components.seconds))
    var read = UInt32(max(1, settings.readTimeout.components.seconds))
    unsafe mysql_options(raw, MYSQL_OPT_CONNECT_TIMEOUT, &connect)
    unsafe mysql_options(raw, MYSQL_OPT_READ_TIMEOUT, &read)
    unsafe mysql_options(raw, MYSQL_OPT_WRITE_TIMEOUT, &read)
    // The default on a host named localhost is a Unix socket; a port was asked for.
    var protocolKind = MYSQL_PROTOCOL_TCP.rawValue
    unsafe mysql_options(raw, MYSQL_OPT_PROTOCOL, &protocolKind)
    unsafe mysql_options(raw, MYSQL_SET_CHARSET_NAME, "utf8mb4")
    // "Enforce" asks for TLS; a server that has none is taken all the same, see `init`.
    var enforced: my_bool = settings.tls == .disabled ? 0 : 1
    unsafe mysql_options(raw, MYSQL_OPT_SSL_ENFORCE, &enforced)
    var verified: my_bool = settings.tls == .verified ? 1 : 0
    unsafe mysql_options(raw, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verified)
  }

  /// Our word for a number of the server's or the library's.
  static func code(of number: Int) -> MariaDBError.Code {
    switch number {
    case Int(ER_ACCESS_DENIED_ERROR), Int(ER_DBACCESS_DENIED_ERROR): .accessDenied
    case Int(ER_BAD_DB_ERROR): .noDatabase
    case Int(ER_NO_SUCH_TABLE): .noTable
    case Int(ER_BAD_FIELD_ERROR): .noColumn
    case Int(CR_CONNECTION_ERROR), Int(CR_CONN_HOST_ERROR), Int(CR_UNKNOWN_HOST): .unreachable
    case Int(CR_SERVER_GONE_ERROR), Int(CR_SERVER_LOST), Int(ER_SERVER_SHUTDOWN),
      Int(ER_CONNECTION_KILLED):
      .connectionLost
    case Int(CR_SSL_CONNECTION_ERROR): .tlsFailed
    default: .other
    }
  }
}
