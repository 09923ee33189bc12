import AWSSigV4
import Foundation
import HTTPWire
import Testing

@Suite struct PresignedURLTests {
  private let verifier = SigV4VerifierTests.verifier(S3Example.credentials)

  private func presigned(_ seconds: Int = 60, headers: HTTPHeaders = [:]) throws -> HTTPRequest {
    let request = try Fixtures.request(
      "GET",
      "https://bucket.s3.amazonaws.com/a%20key?versionId=1",
      headers: headers
    )
    let url = try S3Example.signer.presign(
      request,
      with: S3Example.credentials,
      at: S3Example.date,
      expires: .seconds(seconds)
    )
    return try Fixtures.request("GET", url, headers: headers)
  }

  private func refusal(_ request: HTTPRequest, after seconds: Double = 0) -> SigV4Refusal? {
    let date = S3Example.date.addingTimeInterval(seconds)
    return SigV4VerifierTests.refusal(verifier.verify(request, at: date))
  }

  @Test func `lives as long as it says`() throws {
    let request = try presigned(60)
    #expect(refusal(request) == nil && refusal(request, after: 60) == nil)
    let expired = refusal(request, after: 61)
    #expect(expired?.part == .expiry && expired?.status == 403)
    #expect(expired?.message == "Request has expired" && expired?["X-Amz-Expires"] == "60")
    #expect(refusal(request, after: -901)?.message == "Request is not yet valid")
  }

  @Test(arguments: ["1", "61", "600", "604800"])
  func `another life does not fit the signature`(life: String) throws {
    var request = try presigned(60)
    request.target.replace("X-Amz-Expires=60", with: "X-Amz-Expires=\(life)")
    #expect(refusal(request)?.code == "SignatureDoesNotMatch")
  }

  @Test(arguments: ["0", "-7", "604801", "609901", "-1000", "soon", ""])
  func `a life out of range is refused as such`(life: String) throws {
    var request = try presigned(60)
    request.target.replace("X-Amz-Expires=60", with: "X-Amz-Expires=\(life)")
    let refusal = refusal(request)
    #expect(refusal?.part == .expiry && refusal?.status == 403)
    #expect(refusal?.code == "AuthorizationQueryParametersError")
  }

  @Test(arguments: [0, -1, 604_801])
  func `no URL is made with such a life`(seconds: Int) {
    #expect(throws: SigV4Error.self) { try presigned(seconds) }
  }

  @Test(arguments: ["Algorithm", "Credential", "Date", "Expires", "SignedHeaders"])
  func `a missing or doubled parameter is refused`(name: String) throws {
    let request = try presigned()
    let pairs = (request.query ?? "").split(separator: "&")
    let parameter = try #require(pairs.first { $0.hasPrefix("X-Amz-\(name)=") })
    var without = request
    without.target = "/a%20key?" + pairs.filter { $0 != parameter }.joined(separator: "&")
    #expect(refusal(without)?.code == "AuthorizationQueryParametersError")
    var doubled = request
    doubled.target += "&\(parameter)"
    #expect(refusal(doubled)?.code == "AuthorizationQueryParametersError")
  }

  @Test func `signed fields must be sent as they were`() throws {
    let request = try presigned(headers: ["Content-Type": "image/png"])
    #expect(refusal(request) == nil)
    var other = request
    other.headers["Content-Type"] = "text/html"
    #expect(refusal(other)?.part == .signature)
    var none = request
    none.headers["Content-Type"] = nil
    #expect(refusal(none)?.part == .signature)
  }

  @Test func `the order of parameters and added ones matter as they should`() throws {
    let request = try presigned()
    var reversed = request
    reversed.target =
      "/a%20key?" + (request.query ?? "").split(separator: "&").reversed().joined(separator: "&")
    #expect(refusal(reversed) == nil)
    var added = request
    added.target += "&acl"
    #expect(refusal(added)?.code == "SignatureDoesNotMatch")
  }
}
