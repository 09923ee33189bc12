import HTTPWire
import JSONBytes

/// One operation, before anybody decides when it is sent and how it is signed.
struct Call: Sendable {
  /// Kinesis's name for it: `PutRecords`.
  let operation: StaticString
  /// What errors call the stream it is about.
  var stream: String?
  var method = HTTPMethod.post
  /// What follows the endpoint's own path.
  var path = "/"
  var headers: HTTPHeaders = [:]
  var body: [UInt8] = []
  /// Whether it changes nothing, so that doing it twice is as good as doing it once.
  var isRead = false
  /// How throttles are sat out, where that is longer than the policy's attempts take.
  var patience: Patience?
  /// Whether a good status may come with an error: a gateway whose integration says 200 to all.
  var mistrustsStatus = false
  /// Whether the answer is a stream of events, to be read by the caller.
  var isStreamed = false

  /// Makes a call about a stream, or about none.
  init(
    _ operation: StaticString,
    on stream: StreamReference? = nil,
    isRead: Bool = false,
    _ members: (inout JSONWriter) -> Void = { _ in }
  ) {
    self.operation = operation
    self.stream = stream?.description
    self.isRead = isRead
    var json = JSONWriter()
    json.object { json in
      stream?.write(to: &json)
      members(&json)
    }
    body = json.bytes
    address()
  }

  /// Makes a call whose body is written already.
  init(_ operation: StaticString, on stream: StreamReference, body: [UInt8]) {
    self.operation = operation
    self.stream = stream.description
    self.body = body
    address()
  }

  /// Makes a call that goes through a gateway.
  init(_ operation: StaticString, on stream: StreamName, _ method: HTTPMethod, at path: String) {
    self.operation = operation
    self.stream = stream.text
    self.method = method
    self.path = path
    mistrustsStatus = true
    headers = ["Content-Type": "application/json", "Accept": "application/json"]
  }

  /// Every operation goes to the same place; its name stands in a header.
  private mutating func address() {
    headers = [
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": "Kinesis_20131202.\(operation)",
    ]
  }

  /// Says where an error happened.
  func locate(_ error: KinesisError) -> KinesisError {
    var error = error
    error.operation = error.operation ?? operation.description
    error.stream = error.stream ?? stream
    return error
  }
}
