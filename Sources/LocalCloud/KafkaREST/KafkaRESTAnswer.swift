import HTTPWire
import JSONBytes

/// Answers as the proxy sends them.
enum KafkaRESTAnswer {
  /// JSON that `write` writes.
  static func json(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    write(&writer)
    return writer.bytes
  }

  /// A body of version 2's own type, or of the embedded type that was asked for.
  static func v2(
    _ status: Int = 200,
    type: MediaType = .v2,
    _ write: (inout JSONWriter) -> Void
  ) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: ["Content-Type": type.rawValue],
      body: .bytes(json(write))
    )
  }

  /// A body of version 3.
  static func v3(_ status: Int = 200, _ write: (inout JSONWriter) -> Void) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/json"],
      body: .bytes(json(write))
    )
  }

  static let noContent = HTTPResponse(status: 204)
}
