import EventLog
import HTTPServer
import HTTPWire
import JSONBytes

/// An error as the REST proxy words it: `{"error_code":40401,"message":"Topic not found."}`.
struct KafkaRESTFailure: Error, Hashable {
  let status: Int
  let code: Int
  let message: String

  init(_ status: Int, _ code: Int, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }

  /// A code whose first three digits are the status.
  init(_ code: Int, _ message: String) {
    self.init(code > 999 ? code / 100 : code, code, message)
  }

  static let topicNotFound = KafkaRESTFailure(40401, "Topic not found.")
  static let partitionNotFound = KafkaRESTFailure(40402, "Partition not found.")
  static let consumerNotFound = KafkaRESTFailure(40403, "Consumer instance not found.")
  static let unknownTopicOrPartition = KafkaRESTFailure(
    40403,
    "This server does not host this topic-partition."
  )
  static let notFound = KafkaRESTFailure(404, "HTTP 404 Not Found")
  static let methodNotAllowed = KafkaRESTFailure(405, "HTTP 405 Method Not Allowed")
  static let notAcceptable = KafkaRESTFailure(406, "HTTP 406 Not Acceptable")
  static let unsupportedMediaType = KafkaRESTFailure(415, "HTTP 415 Unsupported Media Type")
  static let formatMismatch = KafkaRESTFailure(
    40601,
    "The requested embedded data format does not match the deserializer for this consumer instance"
  )
  static let emptyBody = KafkaRESTFailure(
    422,
    42206,
    "Payload error. Request body is empty. Data is required."
  )

  static func badRequest(_ detail: String) -> KafkaRESTFailure {
    KafkaRESTFailure(400, "Bad Request: \(detail)")
  }

  /// What the log said, in the proxy's words.
  init(_ error: LogError) {
    switch error.code {
    case .unknownTopic, .unknownPartition: self = .unknownTopicOrPartition
    case .topicExists: self.init(40002, "\(error)")
    case .invalidTopic, .invalidPartitions, .invalidConfiguration: self.init(40002, "\(error)")
    case .recordTooLarge: self.init(413, "\(error)")
    case .keyReused: self.init(422, "\(error): the records differ from those stored with that key")
    case .unknownGroup: self.init(40405, "Consumer group id not found.")
    case .storageFull, .storageFailed: self.init(50003, "\(error)")
    default: self.init(50002, "\(error)")
    }
  }

  /// Why a body could not be read.
  init(reading error: any Error) {
    let status = (error as? HTTPServerError)?.status ?? (error is HTTPBodyTooLarge ? 413 : 400)
    self.init(status, "\(error)")
  }

  var response: HTTPResponse {
    let body = KafkaRESTAnswer.json { json in
      json.object { json in
        json.member("error_code", code)
        json.member("message", message)
      }
    }
    return HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/json"],
      body: .bytes(body)
    )
  }
}
