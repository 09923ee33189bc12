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
  }

  var error: KinesisError
  var remedy: Remedy
  /// How long the service asked us to wait.
  var wait: Duration?
  /// Whether the service may have done what it was asked although no answer says so.
  var mayHaveSucceeded = false

  init(_ error: KinesisError, remedy: Remedy = .none) {
    self.error = error
    self.remedy = remedy
  }

  init(_ error: HTTPTransportError) {
    let code: KinesisError.Code
    switch error.code {
    case .cancelled: (code, remedy) = (.cancelled, .none)
    case .invalidRequest: (code, remedy) = (.badConfiguration, .none)
    case .tlsFailed: (code, remedy) = (.unreachable, .none)
    default: (code, remedy) = (.unreachable, .patience)
    }
    self.error = KinesisError(code, error.description, underlying: error)
    mayHaveSucceeded = error.mayHaveArrived
  }

  /// An answer broke off while it was read: what it would have said is done already.
  init(reading error: any Error) {
    switch error {
    case let error as HTTPTransportError: self.init(error)
    case let error as HTTPBodyTooLarge:
      self.init(KinesisError(.malformedAnswer, error.description, underlying: error))
    case is CancellationError: self.init(KinesisError(.cancelled, "", underlying: error))
    default:
      self.init(KinesisError(.unreachable, String(describing: error), underlying: error))
      remedy = .patience
    }
    mayHaveSucceeded = true
  }
}

extension KinesisError {
  /// An answer broke off while its caller read it.
  init(reading error: any Error) { self = Failure(reading: error).error }
}
