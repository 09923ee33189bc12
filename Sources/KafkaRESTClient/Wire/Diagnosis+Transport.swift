import HTTPWire

extension Call {
  /// What it means that no answer came.
  func diagnosis(of error: HTTPTransportError) -> KafkaRESTError {
    let verdict = verdict(on: error)
    return failure(
      verdict.code,
      error.detail.isEmpty ? "\(error.code)" : "\(error.code): \(error.detail)",
      advice: verdict.advice,
      mayHaveArrived: error.mayHaveArrived,
      underlying: error
    )
  }

  /// What it means that an answer began and could not be read to its end.
  func diagnosis(ofBody error: any Error, status: Int) -> KafkaRESTError {
    switch error {
    case let error as HTTPTransportError:
      var failure = diagnosis(of: error)
      failure.mayHaveArrived = true
      return failure
    case is CancellationError:
      return failure(.cancelled, "while the answer came", mayHaveArrived: true)
    case is HTTPBodyTooLarge:
      return failure(.malformedReply, "\(error)", mayHaveArrived: true, underlying: error)
    default: return failure(.interrupted, "\(error)", mayHaveArrived: true, underlying: error)
    }
  }

  private func verdict(on error: HTTPTransportError) -> Verdict {
    switch error.code {
    case .cancelled: Verdict(.cancelled)
    case .invalidRequest, .requestBodyFailed: Verdict(.invalidInput)
    case .tlsFailed: tlsVerdict(error.detail)
    case .hostNotFound: Verdict(.hostNotFound, "check the name in the base URL")
    case .connectionRefused, .connectTimedOut: unreachableVerdict()
    case .protocolViolated where error.detail.contains("HTTP/0.9") && !isTLS:
      Verdict(.wrongScheme, "the server there seems to speak TLS: use https:// in the base URL")
    case .protocolViolated: Verdict(.notTheProxy, "what listens there does not speak HTTP")
    default: Verdict(.interrupted)
    }
  }

  private var isTLS: Bool { request.origin.scheme == .https }

  private func tlsVerdict(_ detail: String) -> Verdict {
    // How OpenSSL puts it that the peer's first bytes are not TLS at all.
    let signs = ["wrong version number", "packet length too long", "record layer failure"]
    guard signs.contains(where: detail.contains) else { return Verdict(.untrusted) }
    return Verdict(
      .wrongScheme,
      "the server there speaks plain HTTP: use http:// in the base URL"
    )
  }

  private func unreachableVerdict() -> Verdict {
    if !isTLS, request.origin.host.contains(".execute-api.") {
      return Verdict(.wrongScheme, "API gateways take https only: use https:// in the base URL")
    }
    return Verdict(.unreachable, "check that the REST proxy runs there (its usual port is 8082)")
  }
}
