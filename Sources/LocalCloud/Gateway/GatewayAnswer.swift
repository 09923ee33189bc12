import HTTPWire
import JSONBytes

/// The answers API Gateway gives of its own accord, in its own words.
enum GatewayAnswer {
  /// No such resource or method; the words mislead everybody once.
  static let missingAuthenticationToken = error(
    403,
    "Missing Authentication Token",
    type: "MissingAuthenticationTokenException"
  )
  /// No such stage.
  static let forbidden = error(403, "Forbidden", type: "ForbiddenException")
  /// More than ten megabytes.
  static let requestTooLong = error(413, "Request Too Long", type: "RequestTooLargeException")
  /// More requests than the stage allows.
  static let tooManyRequests = error(429, "Too Many Requests", type: "TooManyRequestsException")
  /// The method has a template, and none for this type of body.
  static let unsupportedMediaType = error(
    415,
    "Unsupported Media Type",
    type: "BadRequestException"
  )
  /// The template or what stands behind it does not work.
  static let internalServerError = error(
    500,
    "Internal server error",
    type: "InternalServerErrorException"
  )
  /// Nobody answers behind the integration.
  static let networkError = error(
    504,
    "Network error communicating with endpoint",
    type: "IntegrationNetworkErrorException"
  )
  /// What stands behind the integration took longer than 29 seconds.
  static let timedOut = error(
    504,
    "Endpoint request timed out",
    type: "IntegrationTimeoutException"
  )

  /// What "enable CORS" puts behind OPTIONS.
  static let cors = HTTPResponse(
    status: 200,
    headers: [
      "Content-Type": "application/json",
      "Access-Control-Allow-Headers":
        "Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token",
      "Access-Control-Allow-Methods": "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT",
      "Access-Control-Allow-Origin": "*",
    ],
    body: .empty
  )

  static func error(_ status: Int, _ message: String, type: String) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/json", "x-amzn-ErrorType": type],
      body: .bytes(words(message))
    )
  }

  private static func words(_ message: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { $0.member("message", message) }
    return json.bytes
  }
}
