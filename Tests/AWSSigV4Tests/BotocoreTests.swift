import AWSSigV4
import Digests
import Foundation
import HTTPWire
import Testing

/// A request that botocore signed with its clock held.
struct BotocoreVector: Decodable, CustomTestStringConvertible {
  private struct File: Decodable {
    let vectors: [BotocoreVector]
  }

  let name: String
  let kind: String
  let service: String
  let region: String
  let method: String
  let url: String
  let inputHeaders: [String: String]
  let bodyBase64: String?
  let sessionToken: String?
  let amzDate: String
  let expires: Int?
  let canonicalRequest: String
  let authorization: String?
  let signedUrl: String?

  static let all = Fixtures.load("botocore/vectors.json", as: File.self).vectors

  var testDescription: String { name }

  var signer: SigV4Signer { SigV4Signer(service: service, region: region) }

  var credentials: Credentials {
    Credentials(
      accessKeyID: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      sessionToken: sessionToken
    )
  }

  var body: [UInt8] { bodyBase64.flatMap { Base64.decode($0) } ?? [] }

  func request() throws -> HTTPRequest {
    try Fixtures.request(
      method,
      url,
      headers: HTTPHeaders(inputHeaders.map { .init($0.key, $0.value) }),
      body: body
    )
  }
}

@Suite struct BotocoreTests {
  @Test(arguments: BotocoreVector.all.filter { $0.kind == "header" })
  func `signs headers as botocore does`(vector: BotocoreVector) throws {
    let explanation = vector.signer.explain(
      try vector.request(),
      payload: .of(vector.body),
      with: vector.credentials,
      at: Fixtures.date(vector.amzDate)
    )
    #expect(explanation.canonicalRequest == vector.canonicalRequest)
    #expect(explanation.headers["Authorization"] == vector.authorization)
  }

  @Test(arguments: BotocoreVector.all.filter { $0.kind == "presign" })
  func `presigns as botocore does`(vector: BotocoreVector) throws {
    let explanation = try vector.signer.explainPresigned(
      try vector.request(),
      with: vector.credentials,
      at: Fixtures.date(vector.amzDate),
      expires: .seconds(try #require(vector.expires))
    )
    #expect(explanation.canonicalRequest == vector.canonicalRequest)
    let expected = try #require(vector.signedUrl).split { "?&".contains($0) }
    #expect(explanation.url.split { "?&".contains($0) }.sorted() == expected.sorted())
  }
}
