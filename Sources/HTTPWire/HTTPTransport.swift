/// Carries one request to its server and brings the answer back: the seam under every client.
///
/// A transport never follows a redirect, never retries and never adds a header beyond what the
/// protocol demands: what a request means is the business of the client above.
public protocol HTTPTransport: Sendable {
  /// Sends `request` and returns as soon as the header of the answer is there.
  ///
  /// Cancelling the calling task ends the transfer at once; so does dropping an unread body.
  func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse
}
