import HTTPWire

/// One request on its way.
///
/// The calling task makes it and posts it; from then on only the loop's thread touches what can
/// change. Safe because the inbox's lock stands between the two.
final class Transfer: @unchecked Sendable {
  let request: HTTPRequest
  let head: RequestHead
  /// Whom it goes to, among those the loop keeps count of.
  var host: ConnectionQueue<Transfer>.Host?
  /// The hand-over of a body that is a stream.
  let feed: UploadFeed?

  /// Who waits for the header of the answer.
  var waiter: Waiter<Result<Answer, HTTPTransportError>>?
  /// The handle that carries it, while it is on the wire.
  var carrier: Carrier?
  /// The body of the answer once it is handed over as a stream.
  var responseBody: ResponseBody?
  var isCancelled = false
  var deadlines: Deadlines

  init(
    _ request: HTTPRequest,
    options: CurlTransport.Options
  ) throws(HTTPTransportError) {
    self.request = request
    head = try RequestHead(request, options: options)
    deadlines = Deadlines(request.timeouts ?? options.timeouts, submitted: Moment.now)
    if case .stream(let stream, let length, _) = request.body {
      feed = UploadFeed(stream, length: length, limit: options.maxUnsentBytes)
    } else {
      feed = nil
    }
  }

  /// The answer for the caller once its header is there and its body is still coming.
  func stream(_ head: ResponseHead, limit: Int) -> Answer {
    let body = ResponseBody(limit: limit)
    responseBody = body
    return Answer(head: head, body: .streaming(body))
  }

  /// The answer for the caller once it is complete; `nil` if the caller reads it already.
  func finish(_ head: ResponseHead, _ rest: [UInt8]) -> Answer? {
    feed?.stop()
    guard let body = responseBody else { return Answer(head: head, body: .complete(rest)) }
    if !rest.isEmpty { _ = body.offer(rest) }
    body.end(.success(()))
    return nil
  }

  func fail(_ code: HTTPTransportError.Code, _ detail: String = "") {
    fail(error(code, detail, mayHaveArrived: false))
  }

  /// Ends whatever still waits for this transfer with `error`.
  func fail(_ error: HTTPTransportError) {
    waiter.take()?.resume(.failure(error))
    feed?.stop()
    responseBody?.end(.failure(error))
  }

  /// The request body could not be read.
  func bodyError(_ cause: any Error) -> HTTPTransportError {
    let code: HTTPTransportError.Code =
      cause is CancellationError ? .cancelled : .requestBodyFailed
    return error(code, "\(cause)", mayHaveArrived: false, underlying: cause)
  }

  func error(
    _ code: HTTPTransportError.Code,
    _ detail: String,
    mayHaveArrived: Bool,
    underlying: (any Error)? = nil
  ) -> HTTPTransportError {
    HTTPTransportError(
      code,
      request: request,
      detail: detail,
      mayHaveArrived: mayHaveArrived,
      underlying: underlying
    )
  }
}
