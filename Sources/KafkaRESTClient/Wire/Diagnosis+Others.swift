import HTTPWire

extension Diagnosis {
  /// What an answer means that somebody between here and the proxy has written.
  func wordsOfOthers(for call: Call) -> Verdict {
    if let verdict = schemeMixUp(for: call) { return verdict }
    switch status {
    case 401: return Verdict(.unauthenticated)
    case 403: return forbidden()
    case 413: return Verdict(.rejected, Self.tooMuch)
    case 429: return Verdict(.throttled)
    case 500 where message == "Internal server error": return brokenIntegration()
    case 502, 503, 504: return silence()
    case 500...: return Verdict(.serverFailed, mayHaveArrived: true)
    case 400 where !isMarkup, 405..<500 where !isMarkup:
      // Confluent's JSON layer answers a malformed body with its own words as plain text.
      return Verdict(.rejected)
    default:
      return Verdict(
        .notTheProxy,
        "something else answers at \(call.request.origin): check host, port and path of the base URL"
      )
    }
  }

  private func forbidden() -> Verdict {
    switch message {
    case "Missing Authentication Token":
      Verdict(
        .notTheProxy,
        "this gateway has no such stage, path or method; nothing is wrong with a token: check that"
          + " the base URL ends in the stage (as in …/test), that the API has a {proxy+} resource,"
          + " and that it was deployed after its last change"
      )
    case "Forbidden":
      Verdict(
        .forbidden,
        "the gateway has no such stage (as in …/test), or wants an API key (x-api-key), or shuts"
          + " this address out"
      )
    default: Verdict(.forbidden)
    }
  }

  /// A gateway that cannot make its own request: the address of the integration is wrong.
  private func brokenIntegration() -> Verdict {
    Verdict(
      .proxyDown,
      "the gateway could not pass the request on: its integration must read"
        + " http://<host>:8082/{proxy}, with http even though the gateway itself takes https",
      mayHaveArrived: true
    )
  }

  private func silence() -> Verdict {
    let advice =
      message.contains("Endpoint request timed out")
      ? "the gateway waited in vain: check that the REST proxy runs, that its port (8082) is open"
        + " to the gateway, and that the integration names its present address"
      : "what stands before the proxy got no answer from it: check that the REST proxy runs"
    return Verdict(.proxyDown, advice, mayHaveArrived: true)
  }

  /// Plain HTTP sent to a TLS port, as the usual servers put it, or a redirection to https.
  private func schemeMixUp(for call: Call) -> Verdict? {
    guard call.request.origin.scheme == .http else { return nil }
    let useTLS = "use https:// in the base URL"
    if (300..<400).contains(status), location?.hasPrefix("https://") == true {
      return Verdict(.wrongScheme, useTLS)
    }
    let phrases = [
      "HTTP request to an HTTPS server", "plain HTTP request was sent to HTTPS port",
      "speaking plain HTTP to an SSL-enabled server port",
    ]
    guard status == 400, phrases.contains(where: message.contains) else { return nil }
    return Verdict(.wrongScheme, useTLS)
  }
}
