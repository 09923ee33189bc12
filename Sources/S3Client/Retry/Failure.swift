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
    let code: S3Error.Code = error.code == .cancelled ? .cancelled : .unreachable
    self.error = S3Error(code, error.description, underlying: error)
    switch error.code {
    case .invalidRequest, .cancelled, .requestBodyFailed, .tlsFailed: remedy = .none
    default: remedy = .patience
    }
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
