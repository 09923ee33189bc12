import AWSCredentials
import AWSSigV4
import FoundationEssentials
import HTTPWire
import Synchronization
import Testing

@Suite struct AssumedRoleCredentialsTests {
  static func answer(to action: String, expiration: String = "2026-01-01T13:00:00Z") -> String {
    """
    <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result>
    <AssumedRoleUser><Arn>arn</Arn></AssumedRoleUser>
    <Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>ROLESECRET</SecretAccessKey>
    <SessionToken>ROLETOKEN</SessionToken><Expiration>\(expiration)</Expiration></Credentials>
    </\(action)Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
    </\(action)Response>
    """
  }

  static func refusal(_ code: String, _ message: String = "no") -> String {
    """
    <ErrorResponse><Error><Type>Sender</Type><Code>\(code)</Code><Message>\(message)</Message>\
    </Error><RequestId>r</RequestId></ErrorResponse>
    """
  }

  static let caller = Credentials(
    accessKeyID: "AKID",
    secretAccessKey: "CALLERSECRET",
    sessionToken: "CALLERTOKEN"
  )

  private func fetch(
    _ transport: ScriptedTransport,
    role: AWSRole = AWSRole(arn: "arn:aws:iam::1:role/r", sessionName: "s"),
    host: AWSHost = .test(["AWS_REGION": "eu-west-1"])
  ) async throws -> Credentials {
    try await AssumedRoleCredentials(
      role,
      as: StaticCredentials(Self.caller),
      transport: transport,
      host: host
    ).fetch()
  }

  @Test func `asks STS of the region, signed by the caller`() async throws {
    let transport = ScriptedTransport { _ in .text(200, Self.answer(to: "AssumeRole")) }
    let role = AWSRole(
      arn: "arn:aws:iam::1:role/r",
      sessionName: "me & you/é",
      externalID: "x y",
      duration: .seconds(900)
    )
    let found = try await fetch(transport, role: role)
    #expect(found.accessKeyID == "ASIAROLE")
    #expect(found.secretAccessKey == "ROLESECRET")
    #expect(found.sessionToken == "ROLETOKEN")
    #expect(found.expiration == TestClock.start.addingTimeInterval(3_600))
    let request = try #require(transport.requests.first)
    #expect(request.method == .post)
    #expect(request.origin.description == "https://sts.eu-west-1.amazonaws.com")
    #expect(request.target == "/")
    #expect(
      request.form == [
        "Action": "AssumeRole", "Version": "2011-06-15", "RoleArn": role.arn,
        "RoleSessionName": "me---you--", "ExternalId": "x y", "DurationSeconds": "900",
      ]
    )
    let authorization = try #require(request.headers["Authorization"])
    #expect(authorization.contains("Credential=AKID/20260101/eu-west-1/sts/aws4_request"))
    #expect(request.headers["X-Amz-Security-Token"] == "CALLERTOKEN")
  }

  @Test(arguments: [
    ([:], "https://sts.amazonaws.com", "us-east-1"),
    (["AWS_REGION": "cn-north-1"], "https://sts.cn-north-1.amazonaws.com.cn", "cn-north-1"),
    (["AWS_REGION": "us-gov-west-1"], "https://sts.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
    (
      ["AWS_REGION": "us-isob-east-1"], "https://sts.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"
    ),
    (
      ["AWS_REGION": "us-east-2", "AWS_USE_FIPS_ENDPOINT": "true"],
      "https://sts-fips.us-east-2.amazonaws.com", "us-east-2"
    ),
    (
      ["AWS_REGION": "us-east-2", "AWS_USE_DUALSTACK_ENDPOINT": "true"],
      "https://sts.us-east-2.api.aws", "us-east-2"
    ),
    (["AWS_ENDPOINT_URL_STS": "http://127.0.0.1:5000"], "http://127.0.0.1:5000", "us-east-1"),
  ])
  func `finds STS`(variables: [String: String], origin: String, region: String) async throws {
    let transport = ScriptedTransport { _ in .text(200, Self.answer(to: "AssumeRole")) }
    _ = try await fetch(transport, host: .test(variables))
    let request = try #require(transport.requests.first)
    #expect(request.origin.description == origin)
    #expect(request.headers["Authorization"]?.contains("/\(region)/sts/") == true)
  }

  @Test func `signs again by the clock of the service`() async throws {
    let transport = ScriptedTransport { request in
      let isRight = request.headers["X-Amz-Date"]?.hasPrefix("20260101T1400") == true
      return isRight
        ? .text(200, Self.answer(to: "AssumeRole"))
        : .text(400, Self.refusal("RequestExpired"), date: "Thu, 01 Jan 2026 14:00:00 GMT")
    }
    let source = AssumedRoleCredentials(
      AWSRole(arn: "arn"),
      as: StaticCredentials(Self.caller),
      transport: transport,
      host: .test()
    )
    _ = try await source.fetch()
    #expect(transport.requests.count == 2)
    _ = try await source.fetch()
    #expect(transport.requests.count == 3)
  }

  @Test func `believes a refusal when the clocks agree`() async {
    let transport = ScriptedTransport { _ in
      .text(403, Self.refusal("SignatureDoesNotMatch"), date: "Thu, 01 Jan 2026 12:00:01 GMT")
    }
    await #expect(throws: AWSCredentialsError.self) { try await fetch(transport) }
    #expect(transport.requests.count == 1)
  }

  @Test func `translates the end of a session to the clock of this machine`() async throws {
    let transport = ScriptedTransport { _ in
      .text(
        200,
        Self.answer(to: "AssumeRole", expiration: "2026-01-01T15:00:00Z"),
        date: "Thu, 01 Jan 2026 14:00:00 GMT"
      )
    }
    let found = try await fetch(transport)
    #expect(found.expiration == TestClock.start.addingTimeInterval(3_600))
  }

  @Test func `says what STS said and hides what it recites`() async {
    let message = "told CALLERSECRET\nThe Canonical String was x-amz-security-token:CALLERTOKEN"
    let transport = ScriptedTransport { _ in .text(403, Self.refusal("AccessDenied", message)) }
    let error = await #expect(throws: AWSCredentialsError.self) { try await fetch(transport) }
    #expect(error?.code == .rejected)
    #expect(
      error?.description
        == "role arn:aws:iam::1:role/r: it answered HTTP 403: AccessDenied, told …"
    )
  }

  @Test(arguments: ["<a/>", "<a", "", "{}", "<R><X><Credentials/></X></R>"])
  func `refuses an answer without credentials`(body: String) async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await fetch(ScriptedTransport { _ in .text(200, body) })
    }
    #expect(error?.code == .malformedAnswer)
  }

  @Test func `says that the caller has no credentials`() async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await AssumedRoleCredentials(
        AWSRole(arn: "arn"),
        as: RefreshingCredentials(EnvironmentCredentials(host: .test())),
        transport: ScriptedTransport(),
        host: .test()
      ).fetch()
    }
    #expect(error?.code == .noneFound)
    #expect(
      error?.description
        == "role arn: whoever shall assume it has no credentials"
        + " (environment: AWS_ACCESS_KEY_ID is not set)"
    )
  }
}
