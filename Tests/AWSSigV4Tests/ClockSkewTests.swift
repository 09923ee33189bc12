import AWSSigV4
import Foundation
import HTTPWire
import Testing

@Suite struct ClockSkewTests {
  private let now = Date(timeIntervalSince1970: 1_700_000_000)
  private let put = HTTPRequest(
    .put,
    origin: HTTPOrigin(scheme: .http, host: "localhost"),
    target: "/"
  )

  private func answer(_ offset: TimeInterval, status: Int = 403) -> HTTPResponse {
    let date = HTTPDate.format(now.addingTimeInterval(offset))
    return HTTPResponse(status: status, headers: ["Date": date])
  }

  /// What is learnt from one answer: the new offset, or `nil` for nothing.
  private func learnt(
    _ response: HTTPResponse,
    code: String?,
    method: HTTPMethod = .put,
    knowing skew: ClockSkew = ClockSkew()
  ) -> ClockSkew? {
    var skew = skew
    var request = put
    request.method = method
    let hasLearnt = skew.learn(from: response, code: code, to: request, signedAt: now)
    return hasLearnt ? skew : nil
  }

  @Test(arguments: [-3_600.0, -300, 300, 86_400])
  func `learns the service's time from a refusal`(offset: TimeInterval) throws {
    let skew = try #require(learnt(answer(offset), code: "RequestTimeTooSkewed"))
    #expect(skew.offset == offset)
    #expect(skew.corrected(now) == now.addingTimeInterval(offset))
    // The same refusal again is not the clock's fault any more.
    #expect(learnt(answer(offset), code: "SignatureDoesNotMatch", knowing: skew) == nil)
  }

  @Test func `leaves the clock alone where it is not at fault`() {
    #expect(ClockSkew().corrected(now) == now)
    #expect(learnt(answer(299), code: "RequestExpired") == nil)
    #expect(learnt(answer(900), code: "AccessDenied") == nil)
    #expect(learnt(answer(900), code: nil) == nil)
    #expect(learnt(HTTPResponse(status: 403), code: "RequestTimeTooSkewed") == nil)
    #expect(learnt(answer(900, status: 200), code: nil, method: .head) == nil)
  }

  @Test func `suspects the clock when a HEAD is refused without a word`() {
    #expect(learnt(answer(900), code: nil, method: .head)?.offset == 900)
  }
}
