/// What a server answered.
public struct HTTPResponse: Sendable {
  /// The status code.
  public var status: Int
  /// The header fields in order of arrival.
  public var headers: HTTPHeaders
  /// The body: bytes where it was short, a stream to be read once where it was not.
  public var body: HTTPBody

  /// Puts an answer together.
  public init(status: Int, headers: HTTPHeaders = [:], body: HTTPBody = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Whether the status is one of 200 to 299.
  public var isSuccess: Bool { (200..<300).contains(status) }
}
