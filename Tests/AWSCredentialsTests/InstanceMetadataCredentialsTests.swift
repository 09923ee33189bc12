import AWSCredentials
import AWSSigV4
import FoundationEssentials
import HTTPWire
import Synchronization
import Testing

@Suite struct InstanceMetadataCredentialsTests {
  /// A metadata service whose answers a test can change.
  final class Service: Sendable {
    struct Answers {
      var token: (Int, String) = (200, "TOKEN1")
      var roles: (Int, String) = (200, "my-role@1\nother")
      var document: (Int, String) = (200, Service.document("2026-01-01T18:00:00Z"))
    }

    let answers = Mutex(Answers())

    func change(_ body: (inout Answers) -> Void) { answers.withLock { body(&$0) } }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
      let answers = answers.withLock { $0 }
      if request.method == .put { return .text(answers.token.0, answers.token.1) }
      guard request.headers["X-aws-ec2-metadata-token"] == answers.token.1 else {
        return .text(401, "")
      }
      let path = "/latest/meta-data/iam/security-credentials/"
      switch request.target {
      case path: return .text(answers.roles.0, answers.roles.1)
      case path + "my-role@1": return .text(answers.document.0, answers.document.1)
      default: return .text(404, "")
      }
    }

    static func document(_ end: String) -> String {
      """
      {"Code":"Success","LastUpdated":"2026-01-01T11:00:00Z","Type":"AWS-HMAC",
       "AccessKeyId":"ASIA","SecretAccessKey":"SECRET","Token":"SESSION","Expiration":"\(end)"}
      """
    }
  }

  let service = Service()
  let clock = TestClock()
  let transport: ScriptedTransport

  init() {
    transport = ScriptedTransport { [service] in service.answer($0) }
  }

  private func source(_ variables: [String: String] = [:]) -> InstanceMetadataCredentials {
    InstanceMetadataCredentials(transport: transport, host: .test(variables, clock: clock))
  }

  @Test func `asks with a session token and keeps it`() async throws {
    let source = source()
    let found = try await source.fetch()
    #expect(found.accessKeyID == "ASIA")
    #expect(found.sessionToken == "SESSION")
    #expect(found.expiration == TestClock.start.addingTimeInterval(6 * 3_600))
    _ = try await source.fetch()
    let requests = transport.requests
    #expect(requests.map(\.method) == [.put, .get, .get, .get, .get])
    #expect(requests[0].origin.description == "http://169.254.169.254")
    #expect(requests[0].target == "/latest/api/token")
    #expect(requests[0].headers["X-aws-ec2-metadata-token-ttl-seconds"] == "21600")
    #expect(requests[0].timeouts?.connect == .seconds(1))
    clock.advance(by: .seconds(21_600))
    _ = try await source.fetch()
    #expect(transport.requests.count(where: { $0.method == .put }) == 2)
  }

  @Test func `replaces a session token the service no longer knows`() async throws {
    let source = source()
    _ = try await source.fetch()
    service.change {
      $0.token = (200, "TOKEN2")
      $0.roles = (404, "")
    }
    let error = await #expect(throws: AWSCredentialsError.self) { try await source.fetch() }
    #expect(error?.detail == "the instance has no role")
    #expect(transport.requests.last?.headers["X-aws-ec2-metadata-token"] == "TOKEN2")
  }

  @Test(arguments: ["", "\n", "a b", "a/../b", "a?b", "a%2Fb"])
  func `asks nothing in the name of what is no role`(name: String) async {
    service.change { $0.roles = (200, name) }
    let error = await #expect(throws: AWSCredentialsError.self) { try await source().fetch() }
    #expect(error?.description == "EC2 instance: it names no role")
    #expect(transport.requests.count == 2)
  }

  @Test func `never asks without a session token`() async {
    service.change { $0.token = (403, "") }
    let error = await #expect(throws: AWSCredentialsError.self) { try await source().fetch() }
    #expect(error?.code == .rejected)
    #expect(transport.requests.map(\.method) == [.put])
  }

  @Test func `asks only once where nobody is there`() async {
    let transport = ScriptedTransport()
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await InstanceMetadataCredentials(transport: transport, host: .test()).fetch()
    }
    #expect(error?.code == .unreachable)
    #expect(transport.requests.count == 1)
  }

  @Test func `asks as often as the settings say`() async {
    service.change { $0.token = (500, "") }
    let source = source([
      "AWS_METADATA_SERVICE_NUM_ATTEMPTS": "2", "AWS_METADATA_SERVICE_TIMEOUT": "7",
    ])
    await #expect(throws: AWSCredentialsError.self) { try await source.fetch() }
    #expect(transport.requests.count == 2)
    #expect(transport.requests[0].timeouts?.total == .seconds(7))
  }

  @Test func `does not ask when told not to`() async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await source(["AWS_EC2_METADATA_DISABLED": "TRUE"]).fetch()
    }
    #expect(error?.code == .notConfigured)
    #expect(transport.requests.isEmpty)
  }

  @Test(arguments: [
    (
      ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://h:456/base"], "http://h:456",
      "/base/latest/api/token"
    ),
    (
      ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], "http://[fd00:ec2::254]",
      "/latest/api/token"
    ),
    (
      ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv4"], "http://169.254.169.254",
      "/latest/api/token"
    ),
  ])
  func `asks where the settings say`(
    variables: [String: String],
    origin: String,
    target: String
  ) async throws {
    _ = try? await source(variables).fetch()
    let request = try #require(transport.requests.first)
    #expect(request.origin.description == origin)
    #expect(request.target == target)
  }

  @Test func `uses the last credentials on while the service is in trouble`() async throws {
    let source = source()
    let first = try await source.fetch()
    service.change { $0.document = (500, "") }
    clock.advance(by: .seconds(7 * 3_600))
    service.change { $0.token = (503, "") }
    let second = try await source.fetch()
    #expect(second.secretAccessKey == first.secretAccessKey)
    #expect(second.expiration?.timeIntervalSince(clock.date) == 600)
  }

  @Test func `uses credentials that have ended on while the service gives out no others`()
    async throws
  {
    service.change { $0.document = (200, Service.document("2026-01-01T11:00:00Z")) }
    let found = try await source().fetch()
    #expect(found.expiration == TestClock.start.addingTimeInterval(600))
  }

  @Test func `believes an answer that says no`() async throws {
    let source = source()
    _ = try await source.fetch()
    service.change {
      $0.document = (200, #"{"Code":"AssumeRoleUnauthorizedAccess","Message":"no trust"}"#)
    }
    let error = await #expect(throws: AWSCredentialsError.self) { try await source.fetch() }
    #expect(
      error?.description == "EC2 instance: it answered AssumeRoleUnauthorizedAccess: no trust"
    )
  }
}
