internal import Glibc

/// What a server could not do, or why a request's body ended before its end.
public struct HTTPServerError: Error, Sendable, CustomStringConvertible {
  /// Kinds of failure; more may come.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The kind in plain words.
    public let description: String

    /// The address is taken by somebody else.
    public static let addressInUse = Code(description: "address in use")
    /// The address is not one of this machine, or not an address at all.
    public static let badAddress = Code(description: "bad address")
    /// The system refused something; the detail has its words.
    public static let system = Code(description: "system error")
    /// The client sent more than it may.
    public static let bodyTooLarge = Code(description: "body too large")
    /// The client sent chunks that are none.
    public static let bodyMalformed = Code(description: "body malformed")
    /// The client sent too slowly.
    public static let bodyTooSlow = Code(description: "body too slow")
    /// The client went away before the last byte.
    public static let clientGone = Code(description: "client gone")
    /// The request was answered before this was read.
    public static let bodyAbandoned = Code(description: "body abandoned")
  }

  /// What kind of failure it was.
  public let code: Code
  /// What was being done, or what was wrong.
  public let detail: String

  init(_ code: Code, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  /// The kind and the detail.
  public var description: String { "\(code): \(detail)" }

  /// The status that tells the client about a body that failed.
  public var status: Int {
    switch code {
    case .bodyTooLarge: 413
    case .bodyTooSlow: 408
    case .bodyMalformed, .clientGone, .bodyAbandoned: 400
    default: 500
    }
  }

  init(_ failure: RequestReader.Failure) {
    switch failure {
    case .rejected(let rejection) where rejection.status == 413:
      self.init(.bodyTooLarge, rejection.reason)
    case .rejected(let rejection): self.init(.bodyMalformed, rejection.reason)
    case .tooSlow: self.init(.bodyTooSlow, "the client kept the server waiting")
    case .gone, .drained: self.init(.clientGone, "the connection ended within the body")
    }
  }

  static func system(_ action: String, number: Int32 = errno) -> HTTPServerError {
    let code: Code =
      switch number {
      case EADDRINUSE: .addressInUse
      case EADDRNOTAVAIL: .badAddress
      default: .system
      }
    return HTTPServerError(code, "\(action): \(unsafe String(cString: strerror(number)))")
  }
}
