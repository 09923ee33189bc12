import FoundationEssentials
import HTTPWire
import JSONBytes

/// What came back for a call.
struct Answer: Sendable {
  var call: Call
  var status: Int
  var headers: HTTPHeaders
  /// The document, read; empty where the caller reads the body.
  var bytes: [UInt8] = []
  /// The body, where the caller reads it.
  var body = HTTPBody.empty
  /// Whether an attempt whose answer was lost may have done the same before.
  var mayRepeat = false
  /// How many attempts met a throttle before.
  var throttles = 0

  /// What the service's clock said, to the second.
  var serverTime: Date? { headers["Date"].flatMap { HTTPDate.parse($0) } }

  /// What the service calls the request.
  var requestID: String? { headers["x-amzn-RequestId"] }

  /// Reads the members of the document; `nil` says that one of those that must be there is not.
  func read<Value>(
    _ body: (inout JSONScanner) throws(JSONError) -> Value?
  ) throws(KinesisError) -> Value {
    let value: Value?
    do throws(JSONError) {
      value = try JSONScanner.scan(bytes) { json throws(JSONError) in
        let value = try body(&json)
        try json.finish()
        return value
      }
    } catch { throw malformed("\(error)", underlying: error) }
    guard let value else { throw malformed("it lacks a member that must be there") }
    return value
  }

  /// Says that the answer is not what Kinesis would say.
  func malformed(_ reason: String, underlying: (any Error)? = nil) -> KinesisError {
    let excerpt = String(decoding: bytes.prefix(120), as: UTF8.self)
    var error = KinesisError(
      .malformedAnswer,
      bytes.isEmpty ? "the answer is empty" : "\(reason), in \(excerpt)",
      underlying: underlying
    )
    error.status = status
    error.requestID = requestID
    error.mayHaveSucceeded = !call.isRead
    return call.locate(error)
  }
}
