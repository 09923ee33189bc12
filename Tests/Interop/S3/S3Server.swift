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

    func with(accessKey: String? = nil, secret: String? = nil) -> Running {
      let other = Credentials(
        accessKeyID: accessKey ?? credentials.accessKeyID,
        secretAccessKey: secret ?? credentials.secretAccessKey
      )
      return Running(server: server, endpoint: endpoint, credentials: other)
    }

    func through(_ proxy: MisbehavingProxy) -> Running {
      Running(server: server, endpoint: proxy.endpoint, credentials: credentials)
    }

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

  /// The one all tests of a run share; each works in buckets of its own.
  var running: Running {
    get throws {
      guard let running = SharedS3Servers.current?[self] else {
        throw PeerFailure(description: "the suite has no .sharedS3Servers")
      }
      return running
    }
  }

  /// Starts rclone before a folder whose folders are buckets.
  static func runRclone<Value>(
    serving folder: URL,
    _ options: [String] = [],
    _ body: (Running) async throws -> Value
  ) async throws -> Value {
    let port = LoopbackPort.free()
    let credentials = Credentials(accessKeyID: "AKIDTEST", secretAccessKey: "sekret+/=")
    let arguments =
      [
        "serve", "s3", "--addr", "127.0.0.1:\(port)",
        "--auth-key", "\(credentials.accessKeyID),\(credentials.secretAccessKey)",
        "--force-path-style=true", "--vfs-cache-mode", "off",
      ] + options + [folder.path]
    return try await Peer.run(
      Peers.program("rclone"),
      arguments,
      environment: ["RCLONE_CONFIG": "/dev/null", "AWS_CA_BUNDLE": ""],
      port: port
    ) { _ in
      let endpoint = try HTTPEndpoint("http://127.0.0.1:\(port)")
      return try await body(Running(server: .rclone, endpoint: endpoint, credentials: credentials))
    }
  }

  /// Starts moto; the first calls go unchecked so that somebody can make a user, then it is strict.
  static func runMoto<Value>(_ body: (Running) async throws -> Value) async throws -> Value {
    let port = LoopbackPort.free()
    return try await Peer.run(
      Peers.program("moto_server"),
      ["-H", "127.0.0.1", "-p", "\(port)"],
      environment: ["INITIAL_NO_AUTH_ACTION_COUNT": "3"],
      port: port
    ) { _ in
      let endpoint = try HTTPEndpoint("http://127.0.0.1:\(port)")
      let credentials = try await MotoAccount.make(at: endpoint)
      return try await body(Running(server: .moto, endpoint: endpoint, credentials: credentials))
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
