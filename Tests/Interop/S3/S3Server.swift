import AWSSigV4
import CurlTransport
import Foundation
import HTTPWire
import S3Client
import TestKit
import XMLWire

/// A real server of others that speaks S3 and verifies signatures.
enum S3Server: String, CaseIterable {
  case moto
  case rclone

  /// What a test needs to talk to one.
  struct Running: Sendable {
    let server: S3Server
    let endpoint: HTTPEndpoint
    let credentials: Credentials

    /// A client as a user would make it.
    func client(
      _ configure: (inout S3Configuration) -> Void = { _ in }
    ) -> S3Client<CurlTransport> {
      client(over: CurlTransport(), configure)
    }

    func client<Transport: HTTPTransport>(
      over transport: Transport,
      _ configure: (inout S3Configuration) -> Void = { _ in }
    ) -> S3Client<Transport> {
      var configuration = S3Configuration(region: "us-east-1", endpoint: endpoint)
      configure(&configuration)
      return S3Client(
        transport: transport,
        credentials: StaticCredentials(credentials),
        configuration: configuration
      )
    }
  }

  /// Starts one, runs `body`, and ends it.
  func run<Value>(_ body: (Running) async throws -> Value) async throws -> Value {
    let port = LoopbackPort.free()
    let endpoint = try HTTPEndpoint("http://127.0.0.1:\(port)")
    switch self {
    case .rclone:
      return try await withTemporaryDirectory { folder in
        let arguments = [
          "serve", "s3", "--addr", "127.0.0.1:\(port)", "--auth-key", "AKIDTEST,sekret+/=",
          "--force-path-style=true", "--vfs-cache-mode", "off", folder.path,
        ]
        let environment = ["RCLONE_CONFIG": "/dev/null", "AWS_CA_BUNDLE": ""]
        return try await Peer.run(
          Peers.program("rclone"),
          arguments,
          environment: environment,
          port: port
        ) { _ in
          let credentials = Credentials(accessKeyID: "AKIDTEST", secretAccessKey: "sekret+/=")
          return try await body(
            Running(server: self, endpoint: endpoint, credentials: credentials)
          )
        }
      }
    case .moto:
      // The first calls go unchecked so that somebody can make a user; from then on it is strict.
      return try await Peer.run(
        Peers.program("moto_server"),
        ["-H", "127.0.0.1", "-p", "\(port)"],
        environment: ["INITIAL_NO_AUTH_ACTION_COUNT": "3"],
        port: port
      ) { _ in
        let credentials = try await MotoAccount.make(at: endpoint)
        return try await body(Running(server: self, endpoint: endpoint, credentials: credentials))
      }
    }
  }
}

/// The one user of a moto server that checks signatures.
private enum MotoAccount {
  static func make(at endpoint: HTTPEndpoint) async throws -> Credentials {
    let policy =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
    _ = try await ask(endpoint, "CreateUser", [("UserName", "tester")])
    _ = try await ask(
      endpoint,
      "PutUserPolicy",
      [("UserName", "tester"), ("PolicyName", "all"), ("PolicyDocument", policy)]
    )
    let answer = try await ask(endpoint, "CreateAccessKey", [("UserName", "tester")])
    let key = answer.first("CreateAccessKeyResult")?.first("AccessKey")
    return Credentials(
      accessKeyID: key?["AccessKeyId"] ?? "",
      secretAccessKey: key?["SecretAccessKey"] ?? ""
    )
  }

  private static func ask(
    _ endpoint: HTTPEndpoint,
    _ action: String,
    _ parameters: [(String, String)]
  ) async throws -> XMLElement {
    let form = ([("Action", action), ("Version", "2010-05-08")] + parameters)
      .map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    let scope = "none/20200101/us-east-1/iam/aws4_request"
    let request = HTTPRequest(
      .post,
      origin: endpoint.origin,
      target: "/",
      headers: [
        "Content-Type": "application/x-www-form-urlencoded",
        "Authorization": "AWS4-HMAC-SHA256 Credential=\(scope), SignedHeaders=host, Signature=0",
      ],
      body: .bytes(Array(form.utf8))
    )
    let answer = try await CurlTransport().send(request)
    let body = try await answer.body.collect(upTo: 1 << 20)
    guard answer.isSuccess else {
      throw PeerFailure(description: "\(action): \(String(decoding: body, as: UTF8.self))")
    }
    return try XMLElement(parsing: body)
  }
}

struct PeerFailure: Error, CustomStringConvertible {
  let description: String
}
