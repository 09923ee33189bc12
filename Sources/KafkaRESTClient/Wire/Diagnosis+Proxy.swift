extension Diagnosis {
  static let tooMuch = "send fewer or smaller records in one request"

  /// What an answer means that is written in the proxy's own words.
  ///
  /// All records of a produce are checked before the first is sent on, so a 4xx means that
  /// nothing was written.
  func wordsOfProxy(for call: Call, dialect: Dialect) -> Verdict {
    let number = errorCode ?? status
    switch number {
    case 404, 40401...40499: return notFound(number, for: call, dialect: dialect)
    case 40002 where message.contains("already exists"): return Verdict(.conflict)
    default: break
    }
    switch status {
    case 401: return Verdict(.unauthenticated)
    case 403: return Verdict(.forbidden)
    case 404: return Verdict(.notFound)
    case 409: return Verdict(.conflict)
    case 429: return Verdict(.throttled)
    case 503: return Verdict(.unavailable)
    case 500...: return Verdict(.serverFailed, mayHaveArrived: true)
    default: return Verdict(.rejected, adviceOnRejection(of: call))
    }
  }

  /// 40403 is an unknown consumer to some calls and an unknown topic to others.
  private func notFound(_ number: Int, for call: Call, dialect: Dialect) -> Verdict {
    switch number {
    case 40401: return Verdict(.topicNotFound)
    case 40402: return Verdict(.partitionNotFound)
    case 40403 where call.concern == .consumer && !message.contains("topic-partition"):
      return Verdict(.consumerNotFound)
    case 40403: return Verdict(.topicNotFound)
    case 40404: return Verdict(.unavailable)
    case 404 where call.concern == .consumer && dialect.expiryIsPlainNotFound:
      return Verdict(.consumerNotFound)
    case 404 where message == "HTTP 404 Not Found":
      return Verdict(
        .notFound,
        "the proxy is there, but has no such path: check the path of the base URL, and whether"
          + " \(dialect.name) is what runs there"
      )
    default: return Verdict(.notFound)
    }
  }

  private func adviceOnRejection(of call: Call) -> String? {
    if errorCode == 40601 { return "read in the format the consumer was created with" }
    if status == 413 { return Self.tooMuch }
    let isPoison = errorCode == 40801 || message.contains("deserialization error")
    guard call.concern == .consumer, isPoison else { return nil }
    return "a record there is not in the consumer's format: read with the binary format,"
      + " or seek past it"
  }
}
