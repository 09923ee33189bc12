import FoundationEssentials
import HTTPWire

/// Asks a service that gives credentials: few attempts, bounded answers, errors without secrets.
struct Inquiry: Sendable {
  /// What a service answered.
  struct Answer: Redacted {
    var status: Int
    var body: [UInt8]
    /// How far the service's clock is ahead of ours, in seconds; 0 where it hardly differs.
    var skew: TimeInterval

    /// Whether the service is in trouble rather than the question.
    var isTrouble: Bool { status == 429 || status >= 500 }
  }

  /// Nobody gives credentials in more words.
  private static let answerLimit = 256 << 10
  /// A difference below this is not worth correcting: signatures allow for 15 minutes.
  private static let toleratedSkew: TimeInterval = 300

  let transport: any HTTPTransport
  let host: AWSHost
  /// Who is asked, as errors name it.
  let source: String
  var attempts = 3
  var timeouts = HTTPTimeouts(connect: .seconds(5), idle: .seconds(10), total: .seconds(20))

  /// Sends what `makeRequest` makes until an answer is worth having.
  ///
  /// Whatever the status, the last answer is given back; only silence is an error.
  func ask(
    repeatingIf isWorthRepeating: (Answer) -> Bool = { $0.isTrouble },
    _ makeRequest: () async throws(AWSCredentialsError) -> HTTPRequest
  ) async throws(AWSCredentialsError) -> Answer {
    for attempt in 1..<max(attempts, 1) {
      do throws(AWSCredentialsError) {
        let answer = try await send(makeRequest())
        guard isWorthRepeating(answer) else { return answer }
      } catch {
        guard error.isRetriable, !isAbsent(error) else { throw error }
      }
      try await pause(after: attempt)
    }
    return try await send(makeRequest())
  }

  /// The error for an answer that says no.
  func refusal(_ answer: Answer, saying detail: String? = nil) -> AWSCredentialsError {
    AWSCredentialsError(
      answer.isTrouble ? .unreachable : .rejected,
      source: source,
      detail: "it answered HTTP \(answer.status)" + (detail.map { ": \($0)" } ?? "")
    )
  }

  /// The error for an answer nobody can make sense of; what it says stays unsaid.
  func malformed(_ reason: String) -> AWSCredentialsError {
    AWSCredentialsError(.malformedAnswer, source: source, detail: reason)
  }

  private func send(_ request: HTTPRequest) async throws(AWSCredentialsError) -> Answer {
    var request = request
    request.timeouts = timeouts
    do {
      let response = try await transport.send(request)
      let body = try await response.body.collect(upTo: Self.answerLimit)
      return Answer(status: response.status, body: body, skew: skew(response.headers))
    } catch {
      throw failure(error, asking: request)
    }
  }

  private func failure(_ error: any Error, asking request: HTTPRequest) -> AWSCredentialsError {
    let transfer = error as? HTTPTransportError
    if Task.isCancelled || transfer?.code == .cancelled || error is CancellationError {
      return AWSCredentialsError(.cancelled, source: source, detail: "the caller was cancelled")
    }
    if let error = error as? HTTPBodyTooLarge { return malformed(error.description) }
    return AWSCredentialsError(
      .unreachable,
      source: source,
      detail: transfer?.description ?? "\(request.method) \(request.loggableURL) broke off",
      underlying: error
    )
  }

  /// Nobody is there: asking again only makes the caller wait longer.
  private func isAbsent(_ error: AWSCredentialsError) -> Bool {
    let code = (error.underlying as? HTTPTransportError)?.code
    return code == .connectTimedOut || code == .hostNotFound
  }

  private func pause(after attempt: Int) async throws(AWSCredentialsError) {
    let limit = Duration.milliseconds(100 << min(attempt, 5))
    do {
      try await host.clock.sleep(for: limit * (0.5 + host.random() / 2))
    } catch {
      throw AWSCredentialsError(.cancelled, source: source, detail: "the caller was cancelled")
    }
  }

  private func skew(_ headers: HTTPHeaders) -> TimeInterval {
    guard let date = headers["Date"].flatMap({ HTTPDate.parse($0) }) else { return 0 }
    let skew = date.timeIntervalSince(host.now())
    return abs(skew) < Self.toleratedSkew ? 0 : skew
  }
}
