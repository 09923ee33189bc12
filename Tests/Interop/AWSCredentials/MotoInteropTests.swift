import AWSCredentials
import AWSSigV4
import CurlTransport
import Foundation
import TestKit
import Testing

/// moto speaks STS and the metadata of an EC2 instance on one port, and can check signatures.
@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(5)))
struct MotoInteropTests {
  static let role = "arn:aws:iam::123456789012:role/Reader"

  private func withMoto(
    checkingSignaturesAfter calls: Int? = nil,
    _ body: (String) async throws -> Void
  ) async throws {
    let port = LoopbackPort.free()
    try await Peer.run(
      Peers.program("moto_server"),
      ["-H", "127.0.0.1", "-p", "\(port)"],
      environment: calls.map { ["INITIAL_NO_AUTH_ACTION_COUNT": "\($0)"] } ?? [:],
      port: port
    ) { _ in try await body("http://127.0.0.1:\(port)") }
  }

  /// A machine whose home holds `config` and whose services are all at `url`.
  private func withHost(
    _ config: String,
    services url: String,
    _ body: (AWSHost) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      let aws = folder.appending(path: ".aws")
      try FileManager.default.createDirectory(at: aws, withIntermediateDirectories: true)
      try config.write(to: aws.appending(path: "config"), atomically: true, encoding: .utf8)
      try "e30.e30.x\n".write(to: aws.appending(path: "token"), atomically: true, encoding: .utf8)
      let variables = [
        "AWS_ENDPOINT_URL_STS": url, "AWS_EC2_METADATA_SERVICE_ENDPOINT": url,
        "AWS_REGION": "us-east-1",
      ]
      try await body(AWSHost(variables: variables, homeDirectory: folder.path))
    }
  }

  private func credentials(_ profile: String?, _ host: AWSHost) async throws -> Credentials {
    let provider: RefreshingCredentials = .defaultChain(
      transport: CurlTransport(),
      host: host,
      profile: profile
    )
    return try await provider.credentials()
  }

  @Test func `asks an instance and an identity over real HTTP`() async throws {
    try await withMoto { url in
      let config = """
        [profile identity]
        role_arn = \(Self.role)
        web_identity_token_file = ~/.aws/token
        [profile instance]
        role_arn = \(Self.role)
        credential_source = Ec2InstanceMetadata
        """
      try await withHost(config, services: url) { host in
        for profile in ["identity", "instance"] {
          let found = try await credentials(profile, host)
          #expect(found.accessKeyID.hasPrefix("ASIA"), "\(profile)")
          #expect(found.sessionToken?.isEmpty == false, "\(profile)")
          let life = try #require(found.expiration).timeIntervalSinceNow
          #expect((3_500..<3_700).contains(life), "\(profile)")
        }
        let instance = try await credentials(nil, host)
        #expect(instance.accessKeyID == "test-key")
        #expect(instance.secretAccessKey == "test-secret-key")
        #expect(instance.sessionToken == "test-session-token")
      }
    }
  }

  @Test func `signs what a real STS verifies, one role from another`() async throws {
    try await withMoto(checkingSignaturesAfter: 5) { url in
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "moto_account.py")
      let keys = try await Peer.output(of: Peers.python, [script.path, url]).split(separator: " ")
      let config = """
        [profile second]
        role_arn = \(Self.role)
        source_profile = first
        duration_seconds = 900
        [profile first]
        role_arn = \(Self.role)
        source_profile = user
        [profile user]
        aws_access_key_id = \(keys[0])
        aws_secret_access_key = \(keys[1])
        [profile impostor]
        role_arn = \(Self.role)
        source_profile = guess
        [profile guess]
        aws_access_key_id = \(keys[0])
        aws_secret_access_key = guessed
        """
      try await withHost(config, services: url) { host in
        let found = try await credentials("second", host)
        #expect(found.accessKeyID.hasPrefix("ASIA"))
        let life = try #require(found.expiration).timeIntervalSinceNow
        #expect((800..<1_000).contains(life))
        let error = await #expect(throws: AWSCredentialsError.self) {
          try await credentials("impostor", host)
        }
        #expect(error?.code == .rejected)
        #expect(
          error?.description.contains("HTTP 403: SignatureDoesNotMatch") == true,
          "\(error as Any)"
        )
      }
    }
  }
}
