import AWSSigV4
import Foundation
import HTTPWire
import XMLWire

@testable import LocalCloud

/// A store in memory with three people, asked without a network between.
struct StoreUnderTest {
  static let owner = Identity.test
  static let other = Identity(accessKeyID: "other", secretAccessKey: "secret", canonicalID: "o")

  let clock = CloudClock()
  let service: S3Service

  init() async throws {
    let clock = clock
    service = S3Service(
      storage: ObjectStorage(now: { clock.date }),
      desk: Desk(clock: clock, faults: Faults()),
      options: S3Service.Options(
        firstBucket: "bucket",
        authentication: .signed([Self.owner, Self.other])
      ),
      identifiers: RequestIdentifiers()
    )
    try await service.prepare()
  }

  /// What an answer says, its document taken apart.
  struct Answer {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var document: XMLElement? { try? XMLElement(parsing: body) }
    /// The code of an error.
    var code: String? { document?.name == "Error" ? document?["Code"] : nil }
  }

  /// Signs a request as somebody, or not at all, and sends it.
  func callAsFunction(
    _ method: HTTPMethod,
    _ target: String,
    _ headers: HTTPHeaders = [:],
    body: String = "",
    as identity: Identity? = owner,
    host: String = "localhost"
  ) async throws -> Answer {
    let bytes = Array(body.utf8)
    var request = HTTPRequest(
      method,
      origin: HTTPOrigin(scheme: .http, host: host, port: 4566),
      target: target,
      headers: headers,
      body: bytes.isEmpty ? .empty : .bytes(bytes)
    )
    if let identity {
      let credentials = Credentials(
        accessKeyID: identity.accessKeyID,
        secretAccessKey: identity.secretAccessKey
      )
      let signer = SigV4Signer(service: "s3", region: "us-east-1")
      _ = signer.sign(&request, payload: .of(bytes), with: credentials, at: clock.date)
    }
    return try await send(request)
  }

  /// Sends a request as it is.
  func send(_ request: HTTPRequest) async throws -> Answer {
    let response = await service.answer(request)
    let body = try await response.body.collect(upTo: 1 << 24)
    return Answer(status: response.status, headers: response.headers, body: body)
  }
}
