/// Names what a request asks the server to do; any token is a method, the common ones have names.
public struct HTTPMethod: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The method as it stands on the wire, case kept.
  public let rawValue: String

  /// Takes a method token as it stands on the wire.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The method as it stands on the wire.
  public var description: String { rawValue }

  /// Asks for a representation.
  public static let get = HTTPMethod(rawValue: "GET")
  /// Asks for the header alone.
  public static let head = HTTPMethod(rawValue: "HEAD")
  /// Replaces what is there.
  public static let put = HTTPMethod(rawValue: "PUT")
  /// Hands something over to be processed.
  public static let post = HTTPMethod(rawValue: "POST")
  /// Changes a part.
  public static let patch = HTTPMethod(rawValue: "PATCH")
  /// Removes what is there.
  public static let delete = HTTPMethod(rawValue: "DELETE")
  /// Asks what may be asked.
  public static let options = HTTPMethod(rawValue: "OPTIONS")

  /// Whether sending the request twice asks for no more than sending it once (RFC 9110 §9.2.2).
  public var isIdempotent: Bool {
    switch self {
    case .get, .head, .put, .delete, .options: true
    default: false
    }
  }
}
