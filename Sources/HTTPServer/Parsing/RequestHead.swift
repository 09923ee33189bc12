internal import HTTPWire

/// What stands before the content of a request, read and found consistent.
struct RequestHead {
  /// How the end of the content is known.
  enum Framing: Equatable {
    case none
    case length(Int)
    case chunked
  }

  var method: HTTPMethod
  /// Path and query, also where the request named the whole URL.
  var target: String
  /// Whom `Host`, or a target that is a whole URL, names; `nil` in HTTP/1.0 without.
  var origin: HTTPOrigin?
  var isVersion11: Bool
  var headers: HTTPHeaders
  var framing: Framing
  var keepsAlive: Bool
  var expectsContinue: Bool
}
