import EventLog
import HTTPWire
import JSONBytes

/// What Kinesis refuses and in which words.
struct KinesisFailure: Error, Sendable, Hashable {
  /// The name of the exception.
  let code: String
  let message: String?
  var status = 400
  /// What was found out beyond Kinesis's answer, for the journal.
  var note: String?

  init(_ code: String, _ message: String?, status: Int = 400, note: String? = nil) {
    self.code = code
    self.message = message
    self.status = status
    self.note = note
  }

  /// The answer, which a client reads the exception from.
  var response: HTTPResponse {
    var json = JSONWriter()
    json.object { json in
      json.member("__type", code)
      // The part of the service that reads requests spells it with a capital.
      if let message {
        json.member(code == "SerializationException" ? "Message" : "message", message)
      }
    }
    return HTTPResponse(
      status: status,
      headers: ["Content-Type": KinesisAnswer.contentType],
      body: .bytes(json.bytes)
    )
  }
}

extension KinesisFailure {
  /// What the log refuses is the service's own fault.
  init(_ error: LogError) {
    self.init("InternalFailure", nil, status: 500, note: "\(error)")
  }

  /// What a fault rule asks for.
  init(_ failure: FaultRule.Failure) {
    self.init(failure.code, "A fault was injected.", status: failure.status)
  }
}
