import HTTPWire
import JSONBytes

/// An error as Connect's REST API words it.
struct ConnectFailure: Error, Hashable {
  let status: Int
  let message: String

  init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }

  static func notFound(_ name: String) -> ConnectFailure {
    ConnectFailure(404, "Connector \(name) not found")
  }

  var response: HTTPResponse {
    .connect(status) { json in
      json.object { json in
        json.member("error_code", status)
        json.member("message", message)
      }
    }
  }
}

extension HTTPResponse {
  static func connect(_ status: Int = 200, _ write: (inout JSONWriter) -> Void) -> HTTPResponse {
    var json = JSONWriter()
    write(&json)
    return HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/json"],
      body: .bytes(json.bytes)
    )
  }
}
