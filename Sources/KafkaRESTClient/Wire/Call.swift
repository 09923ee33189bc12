import HTTPWire

/// One thing asked of the proxy: the request, and what its answers mean.
struct Call: Sendable {
  /// What the call is about; the same error code means different things.
  enum Concern: Sendable { case cluster, topic, consumer }

  var verb: StaticString
  var object: String
  var concern: Concern
  var request: HTTPRequest
  /// Whether asking twice does no more than asking once.
  var isRepeatable: Bool
  /// Whether it sends records: asked twice, it may write them twice, and the answer reports on each
  /// of them, also where it has the status of an error.
  var sendsRecords = false

  /// What was being done, for messages.
  var operation: String { object.isEmpty ? "\(verb)" : "\(verb) \(object)" }

  /// Puts an error together that names this call.
  func failure(
    _ code: KafkaRESTError.Code,
    _ detail: String,
    advice: String? = nil,
    mayHaveArrived: Bool = false,
    underlying: (any Error)? = nil
  ) -> KafkaRESTError {
    KafkaRESTError(
      code,
      operation: operation,
      url: request.loggableURL,
      detail: detail,
      advice: advice,
      mayHaveArrived: mayHaveArrived,
      underlying: underlying
    )
  }
}

/// What the proxy answered, read to its end.
struct Answer: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: [UInt8]
  /// Whether an earlier attempt may have done already what this one did.
  var followsDoubtfulAttempt = false
}

extension KafkaRESTClient {
  /// Puts a call together; `path` begins below the base URL and is percent-encoded.
  func call(
    _ verb: StaticString,
    _ object: String = "",
    _ method: HTTPMethod = .get,
    at path: String,
    concern: Call.Concern = .topic,
    accepting accepted: String = MediaType.v2,
    sending body: (type: String, bytes: [UInt8])? = nil
  ) -> Call {
    var headers = HTTPHeaders([HTTPHeaders.Field("Accept", accepted)])
    if let body { headers.add("Content-Type", body.type) }
    for field in common.options.headers { headers[field.name] = field.value }
    let request = HTTPRequest(
      method,
      origin: common.endpoint.origin,
      target: common.endpoint.path + path,
      headers: headers,
      body: body.map { .bytes($0.bytes) } ?? .empty,
      timeouts: common.options.timeouts
    )
    return Call(
      verb: verb,
      object: object,
      concern: concern,
      request: request,
      isRepeatable: method.isIdempotent
    )
  }
}
