internal import HTTPWire

/// How the client learns where a response ends (RFC 9112 §6.3).
enum ResponseFraming: Equatable {
  /// There is no content and no word about its length.
  case none
  /// There is no content, but what the handler says about the length of another answer stands.
  case described(length: Int?)
  case length(Int)
  case chunked
  case untilClose

  init(of response: HTTPResponse, to method: HTTPMethod, isVersion11: Bool) {
    switch response.status {
    case 100..<200, 204: self = .none
    case 304: self = .described(length: nil)
    case _ where method == .head: self = .described(length: response.body.length)
    default:
      if let length = response.body.length {
        self = .length(length)
      } else {
        self = isVersion11 ? .chunked : .untilClose
      }
    }
  }

  var hasContent: Bool {
    switch self {
    case .none, .described: false
    case .length, .chunked, .untilClose: true
    }
  }
}
