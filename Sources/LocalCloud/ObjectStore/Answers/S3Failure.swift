import AWSSigV4
import EventLog

/// What S3 answers instead: its code, its words, and what they speak of.
struct S3Failure: Error, Sendable, CustomStringConvertible {
  /// One more element of the answer.
  struct Detail: Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  let code: String
  let status: Int
  let message: String
  var details: [Detail] = []
  /// Headers the answer carries besides.
  var headers: [(name: String, value: String)] = []
  /// What a person at the server should know and a client need not.
  var note: String?

  init(_ code: String, _ status: Int, _ message: String, _ details: [Detail] = []) {
    self.code = code
    self.status = status
    self.message = message
    self.details = details
  }

  init(_ refusal: SigV4Refusal) {
    let details = refusal.details.map { Detail($0.name, $0.value) }
    self.init(refusal.code, refusal.status, refusal.message, details)
    note = refusal.hint
  }

  var description: String { "\(code): \(message)" + (note.map { " (\($0))" } ?? "") }
}

extension S3Failure {
  static func disk(_ error: LogError) -> S3Failure {
    guard error.code != .storageFull else {
      var failure = S3Failure("ServiceUnavailable", 503, "The disk of the server is full.")
      failure.note = "\(error)"
      return failure
    }
    return internalError("\(error)")
  }

  static func internalError(_ note: String) -> S3Failure {
    var failure = S3Failure(
      "InternalError",
      500,
      "We encountered an internal error. Please try again."
    )
    failure.note = note
    return failure
  }
}
