import FoundationEssentials
import HTTPWire

extension KafkaRESTClient {
  /// Makes a call, repeats it as far as that is safe and allowed, and reads the whole answer.
  func perform(_ call: Call) async throws(KafkaRESTError) -> Answer {
    var attempt = 1
    var inDoubt = false
    while true {
      var failure: KafkaRESTError
      do throws(KafkaRESTError) {
        var answer = try await performOnce(call)
        answer.followsDoubtfulAttempt = inDoubt
        return answer
      } catch { failure = error }
      inDoubt = inDoubt || failure.mayHaveArrived
      failure.mayHaveArrived = inDoubt
      failure.attempts = attempt
      guard let pause = pause(after: failure, of: call, attempt: attempt) else { throw failure }
      try await sleep(pause, insteadOf: failure, of: call)
      common.options.onRetry()
      attempt += 1
    }
  }

  /// Makes a call and decodes the answer.
  func perform<Reply: Decodable>(
    _ call: Call,
    as type: Reply.Type = Reply.self
  ) async throws(KafkaRESTError) -> Reply {
    let answer = try await perform(call)
    do { return try JSONDecoder().decode(type, from: Data(answer.body)) } catch {
      throw call.malformed(answer, underlying: error)
    }
  }

  /// How long to wait before a call is made again; `nil` where it must not be.
  func pause(after failure: KafkaRESTError, of call: Call, attempt: Int) -> Duration? {
    let isSafe =
      call.isRepeatable || !failure.mayHaveArrived
      || (call.sendsRecords && common.options.delivery == .atLeastOnce)
    guard failure.isRetriable, isSafe, call.request.body.isReplayable else { return nil }
    return common.options.retries.pause(
      afterAttempt: attempt,
      retryAfter: failure.retryAfter,
      random: common.options.random
    )
  }

  /// Waits between two attempts; cancelled, it throws what is known of the call so far.
  func sleep(
    _ pause: Duration,
    insteadOf failure: KafkaRESTError,
    of call: Call
  ) async throws(KafkaRESTError) {
    do { try await common.options.clock.sleep(for: pause) } catch {
      var cancelled = call.failure(
        .cancelled,
        "while waiting to try again after: \(failure.code), \(failure.detail)",
        mayHaveArrived: failure.mayHaveArrived,
        underlying: failure
      )
      cancelled.attempts = failure.attempts
      throw cancelled
    }
  }

  private func performOnce(_ call: Call) async throws(KafkaRESTError) -> Answer {
    let response: HTTPResponse
    do throws(HTTPTransportError) { response = try await transport.send(call.request) } catch {
      throw call.diagnosis(of: error)
    }
    let body: [UInt8]
    do { body = try await response.body.collect(upTo: common.options.largestAnswer) } catch {
      throw call.diagnosis(ofBody: error, status: response.status)
    }
    let answer = Answer(status: response.status, headers: response.headers, body: body)
    if let failure = call.diagnosis(
      of: answer,
      dialect: common.options.dialect,
      now: common.options.now
    ) {
      throw failure
    }
    return answer
  }
}

extension Call {
  /// An answer that says success in words nobody understands.
  func malformed(_ answer: Answer, underlying: (any Error)? = nil) -> KafkaRESTError {
    KafkaRESTError(
      .malformedReply,
      operation: operation,
      url: request.loggableURL,
      status: answer.status,
      detail: answer.body.isEmpty ? "an empty body" : Diagnosis.excerpt(of: answer.body),
      mayHaveArrived: true,
      underlying: underlying
    )
  }
}
