import AWSCredentials
import AWSSigV4
import FoundationEssentials
import Testing

@Suite struct EnvironmentCredentialsTests {
  private func fetch(_ variables: [String: String]) async throws -> Credentials {
    try await EnvironmentCredentials(host: .test(variables)).fetch()
  }

  @Test func `takes keys, token and end`() async throws {
    let found = try await fetch([
      "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "sec/ret+",
      "AWS_SESSION_TOKEN": "tok==", "AWS_SECURITY_TOKEN": "old",
      "AWS_CREDENTIAL_EXPIRATION": "2026-01-01T13:00:00Z",
    ])
    #expect(found.accessKeyID == "AKID")
    #expect(found.secretAccessKey == "sec/ret+")
    #expect(found.sessionToken == "tok==")
    #expect(found.expiration == TestClock.start.addingTimeInterval(3_600))
  }

  @Test func `takes the token's old name`() async throws {
    let found = try await fetch([
      "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_SESSION_TOKEN": "",
      "AWS_SECURITY_TOKEN": "old",
    ])
    #expect(found.sessionToken == "old")
  }

  @Test(arguments: [
    ([:], AWSCredentialsError.Code.notConfigured, "AWS_ACCESS_KEY_ID is not set"),
    (["AWS_ACCESS_KEY_ID": ""], .notConfigured, "AWS_ACCESS_KEY_ID is not set"),
    (["AWS_SECRET_ACCESS_KEY": "S"], .notConfigured, "AWS_ACCESS_KEY_ID is not set"),
    (["AWS_ACCESS_KEY_ID": "A"], .invalidSetting, "AWS_SECRET_ACCESS_KEY is not"),
    (
      ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S\r"], .invalidSetting,
      "the secret access key holds a blank, a line break"
    ),
    (
      ["AWS_ACCESS_KEY_ID": "A\nX: y", "AWS_SECRET_ACCESS_KEY": "S"], .invalidSetting,
      "the access key ID holds a blank, a line break"
    ),
    (
      [
        "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S",
        "AWS_CREDENTIAL_EXPIRATION": "tomorrow",
      ], .invalidSetting, "the expiration \"tomorrow\" is not a time"
    ),
  ])
  func `says which variable is wrong`(
    variables: [String: String],
    code: AWSCredentialsError.Code,
    reason: String
  ) async {
    let error = await #expect(throws: AWSCredentialsError.self) { try await fetch(variables) }
    #expect(error?.code == code)
    #expect(error?.source == "environment")
    #expect(error?.detail.contains(reason) == true)
  }
}
