import HTTPWire

/// What is looked at before anybody asks what a request says.
extension KinesisService {
  static let targetPrefix = "Kinesis_20131202."

  /// Whether a request is meant for this service and not for S3, which has no targets.
  static func isAsked(by request: HTTPRequest) -> Bool {
    if request.headers.contains("X-Amz-Target") { return true }
    if request.method == .options, let asked = request.headers["Access-Control-Request-Headers"] {
      return asked.lowercased().contains(ascii: "x-amz-target")
    }
    return request.headers["Authorization"]?.contains(ascii: "/kinesis/aws4_request") ?? false
  }

  /// The call that a request names.
  static func operation(of request: HTTPRequest) -> KinesisOperation? {
    request.headers["X-Amz-Target"].flatMap { operations[$0] }
  }

  private static let operations = Dictionary(
    uniqueKeysWithValues: KinesisOperation.allCases.map { (targetPrefix + $0.rawValue, $0) }
  )

  /// The answer to a request that is no call of Kinesis at all.
  static func refusal(of request: HTTPRequest, _ body: [UInt8]) -> HTTPResponse? {
    guard request.method == .post else { return accessDenied }
    guard isJSON(request.headers["Content-Type"] ?? "") else {
      guard let target = request.headers["X-Amz-Target"], target.contains(".") else {
        return accessDenied
      }
      return HTTPResponse(
        status: 404,
        headers: ["Content-Type": "text/xml"],
        body: .bytes(Array("<UnknownOperationException/>\n".utf8))
      )
    }
    guard !body.isEmpty else {
      return (operation(of: request) == nil ? .unknownOperation : KinesisFailure.serialization())
        .response
    }
    return nil
  }

  private static func isJSON(_ field: String) -> Bool {
    if field == KinesisAnswer.contentType { return true }
    let type = field.split(separator: ";").first.map { $0.filter { $0 != " " } }
    return type == KinesisAnswer.contentType
  }

  private static let accessDenied = HTTPResponse(
    status: 403,
    headers: ["Content-Type": "text/xml"],
    body: .bytes(
      Array(
        """
        <AccessDeniedException>
          <Message>Unable to determine service/operation name to be authorized</Message>
        </AccessDeniedException>

        """.utf8
      )
    )
  )
}
