import HTTPWire

/// One request on its way.
///
/// The calling task makes it and posts it; from then on only the loop's thread touches what can change.
/// Safe because the inbox's lock stands between the two.
final class Transfer: @unchecked Sendable {
  let request: HTTPRequest
  let head: RequestHead
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
    deadlines = Deadlines(request.timeouts ?? options.timeouts, submitted: .now)
    if case .stream(let stream, let length, _) = request.body {
      feed = UploadFeed(stream, length: length, limit: options.maxUnsentBytes)
    } else {
      feed = nil
    }
  }

  /// Answers the caller, once; later calls find nobody.
  func answer(_ result: Result<Answer, HTTPTransportError>) {
    waiter.take()?.resume(result)
  }

  /// Ends whatever still waits for this transfer with `error`.
  func fail(_ error: HTTPTransportError) {
    answer(.failure(error))
    feed?.stop()
    responseBody?.end(.failure(error))
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
