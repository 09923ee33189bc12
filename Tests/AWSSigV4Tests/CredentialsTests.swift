import AWSSigV4
import Foundation
import Testing

@Suite struct CredentialsTests {
  private let credentials = Credentials(
    accessKeyID: "AKIDEXAMPLE",
    secretAccessKey: "very-secret",
    sessionToken: "also-secret",
    expiration: Date(timeIntervalSince1970: 1_000)
  )

  @Test func `shows its secrets to nobody`() {
    var dumped = ""
    dump(credentials, to: &dumped)
    dump([credentials], to: &dumped)
    let shown = ["\(credentials)", String(reflecting: credentials), "\([credentials])", dumped]
    for text in shown {
      #expect(text.contains("AKIDEXAMPLE"))
      #expect(!text.contains("secret"))
    }
  }

  @Test func `knows when it has ended`() {
    let end = Date(timeIntervalSince1970: 1_000)
    #expect(credentials.isExpired(at: end))
    #expect(!credentials.isExpired(at: end.addingTimeInterval(-1)))
    #expect(credentials.isExpired(at: end.addingTimeInterval(-1), margin: 60))
    #expect(!Credentials(accessKeyID: "a", secretAccessKey: "b").isExpired(at: .distantFuture))
  }

  @Test func `static credentials stay, whoever rejects them`() async throws {
    let provider = StaticCredentials(credentials)
    await provider.invalidate(credentials)
    #expect(try await provider.credentials() == credentials)
    let made = StaticCredentials(accessKeyID: "a", secretAccessKey: "b")
    #expect(try await made.credentials().sessionToken == nil)
  }
}
