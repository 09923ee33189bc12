import AWSSigV4
import Foundation
import HTTPWire
import Testing

/// A worked example of the S3 documentation.
struct S3Example: Decodable, CustomTestStringConvertible {
  private struct File: Decodable {
    let examples: [S3Example]
  }

  let name: String
  let method: String?
  let host: String?
  let path: String?
  let canonicalPath: String?
  let query: String?
  let headers: [String: String]?
  let body: String?
  let payloadHash: String?
  let expires: Int?
  let signature: String?
  let seedSignature: String?
  let chunkSignatures: [String]?
  let trailer: String?
  let trailerSignature: String?
  let previousSignature: String?
  let policyBase64: String?
  let date: String?
  let region: String?
  let service: String?
  let secret: String?
  let signingKeyHex: String?

  static let all = Fixtures.load("aws-documentation/s3-examples.json", as: File.self).examples

  static func named(_ name: String) -> S3Example {
    guard let example = all.first(where: { $0.name == name }) else {
      preconditionFailure("no example is called \(name)")
    }
    return example
  }

  static let credentials = Credentials(
    accessKeyID: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  )
  static let signer = SigV4Signer(service: "s3", region: "us-east-1")
  static let date = Fixtures.date("20130524T000000Z")

  var testDescription: String { name }

  func request(body: HTTPBody = .empty) throws -> HTTPRequest {
    var request = try Fixtures.request(
      method ?? "GET",
      "https://\(host ?? "")\(canonicalPath ?? path ?? "/")",
      headers: HTTPHeaders((headers ?? [:]).map { .init($0.key, $0.value) })
    )
    if let query, !query.isEmpty { request.target += "?\(query)" }
    request.body = body
    return request
  }
}
