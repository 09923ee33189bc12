import AWSSigV4
import Foundation
import HTTPWire
import Testing

@Suite struct PublicSuiteTests {
  @Test func `the suite is complete`() {
    #expect(SuiteCase.all.count == 38)
  }

  @Test(arguments: SuiteCase.all)
  func `signs headers as the suite does`(testCase: SuiteCase) {
    let explanation = testCase.signer.explain(
      SuiteCase.parse(testCase.request).request,
      payload: testCase.payload,
      with: testCase.credentials,
      at: testCase.date
    )
    #expect(explanation.canonicalRequest == testCase.header.canonicalRequest)
    #expect(explanation.stringToSign == testCase.header.stringToSign)
    #expect(explanation.signature == testCase.header.signature)
    let expected = SuiteCase.parse(testCase.header.signedRequest).request.headers
    #expect(sorted(explanation.headers) == sorted(expected))
  }

  @Test(arguments: SuiteCase.all)
  func `signs queries as the suite does`(testCase: SuiteCase) throws {
    let explanation = try testCase.signer.explainPresigned(
      SuiteCase.parse(testCase.request).request,
      payload: testCase.payload,
      with: testCase.credentials,
      at: testCase.date,
      expires: .seconds(testCase.context.expirationInSeconds)
    )
    #expect(explanation.canonicalRequest == testCase.query.canonicalRequest)
    #expect(explanation.stringToSign == testCase.query.stringToSign)
    #expect(explanation.signature == testCase.query.signature)
    let expected = SuiteCase.parse(testCase.query.signedRequest).request
    let path = "https://example.amazonaws.com\(expected.path)?"
    #expect(explanation.url.hasPrefix(path))
    let parameters = explanation.url.dropFirst(path.count).split(separator: "&")
    #expect(parameters.sorted() == (expected.query ?? "").split(separator: "&").sorted())
  }

  private func sorted(_ headers: HTTPHeaders) -> [String] {
    headers.map { "\($0.name.lowercased()): \($0.value)" }.sorted()
  }
}
