import HTTPServer
import HTTPWire

/// One service of a cloud, reachable at one of its endpoints.
protocol CloudService: Sendable {
  /// Under which name faults and journal know it.
  var service: Service { get }
  /// Every operation it has, so that a misspelt fault can be refused.
  var operations: Set<String> { get }

  /// Answers one request; what goes wrong is an answer too, in the service's own words.
  func answer(_ request: HTTPRequest) async -> HTTPResponse

  /// Forgets everything it holds.
  func reset() async throws
}
