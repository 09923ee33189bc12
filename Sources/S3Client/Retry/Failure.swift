import FoundationEssentials
import HTTPWire

/// One attempt that did not bring what was asked for, and what may be done about it.
struct Failure: Error {
  /// What would make the next attempt fare better.
  enum Remedy: Sendable, Hashable {
    /// Nothing: the same request would fail the same way.
    case none
    /// Time.
    case patience
    /// More time: the service asked for less.
    case restraint
    /// Other credentials.
    case freshCredentials
    /// A clock that stands so many seconds ahead of ours.
    case clock(offset: TimeInterval)
    /// The region the bucket is really in.
    case region(String)
  }

  var error: S3Error
  var remedy: Remedy
  /// How long the service asked us to wait.
  var wait: Duration?
  /// Whether the service may have done what it was asked although no answer says so.
  var mayHaveSucceeded = false

  init(_ error: S3Error, remedy: Remedy = .none) {
    self.error = error
    self.remedy = remedy
  }

  init(_ error: HTTPTransportError) {
    let code: S3Error.Code
    switch error.code {
    case .cancelled: (code, remedy) = (.cancelled, .none)
    case .invalidRequest: (code, remedy) = (.invalidArgument, .none)
    case .requestBodyFailed: (code, remedy) = (.bodyFailed, .none)
    case .tlsFailed: (code, remedy) = (.unreachable, .none)
    default: (code, remedy) = (.unreachable, .patience)
    }
    self.error = S3Error(code, error.description, underlying: error)
    mayHaveSucceeded = error.mayHaveArrived
  }

  /// An answer broke off while it was read.
  init(reading error: any Error) {
    switch error {
    case let error as HTTPTransportError: self.init(error)
    case let error as S3Error: self.init(error, remedy: .none)
    case let error as HTTPBodyTooLarge:
      self.init(S3Error(.malformedAnswer, error.description, underlying: error))
    case is CancellationError: self.init(S3Error(.cancelled, "", underlying: error))
    default:
      self.init(S3Error(.unreachable, String(describing: error), underlying: error))
      remedy = .patience
    }
  }
}
