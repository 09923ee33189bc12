import AWSCredentials
import AWSSigV4
import Foundation
import TestKit
import Testing

@Suite(.timeLimit(.minutes(3))) struct ProcessCredentialsTests {
  /// Fetches what a shell script gives as the program of the default profile.
  ///
  /// The shell is named: a file just written cannot be run while another test is forking.
  private func fetch(_ script: String, arguments: String = "") async throws -> Credentials {
    try await withTemporaryDirectory { folder in
      let program = folder.appending(path: "my program")
      try "\(script)\n".write(to: program, atomically: true, encoding: .utf8)
      return try await fetch(command: "sh \"\(program.path)\" \(arguments)")
    }
  }

  private func fetch(command: String) async throws -> Credentials {
    var host = AWSHost.test(
      ["PATH": "/usr/bin:/bin", "FROM_HOST": "SECRET"],
      config: "[default]\ncredential_process = \(command)"
    )
    host.processes = LocalProcesses()
    return try await ProfileCredentials(transport: ScriptedTransport(), host: host).fetch()
  }

  @Test func `takes what the program prints`() async throws {
    let script = """
      cat; echo noise >/dev/null
      printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"%s",' "$1" "$FROM_HOST"
      printf '"SessionToken":"%s","Expiration":"2026-01-01T13:00:00Z","More":[1]}\\n' "$#"
      """
    let found = try await fetch(script, arguments: "'A$HOME;ls' x")
    #expect(found.accessKeyID == "A$HOME;ls")
    #expect(found.secretAccessKey == "SECRET")
    #expect(found.sessionToken == "2")
    #expect(found.expiration == TestClock.start.addingTimeInterval(3_600))
  }

  @Test func `takes keys that do not end`() async throws {
    let found = try await fetch(#"echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"}'"#)
    #expect(found.sessionToken == nil)
    #expect(found.expiration == nil)
  }

  @Test func `does not wait for what the program leaves behind`() async throws {
    let found = try await fetch(
      #"sleep 50 & echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"}'"#
    )
    #expect(found.accessKeyID == "A")
  }

  @Test(arguments: [
    ("echo TOPSECRET; exit 3", AWSCredentialsError.Code.processFailed, "sh ended with exit code 3"),
    ("kill -9 $$", .processFailed, "sh ended with exit code 137"),
    ("echo TOPSECRET", .malformedAnswer, "not a JSON object"),
    (#"echo '{"Version":2,"AccessKeyId":"TOPSECRET"}'"#, .malformedAnswer, "\"Version\": 1"),
    (#"echo '{"Version":1,"AccessKeyId":"A"}'"#, .malformedAnswer, "no SecretAccessKey"),
    ("yes TOPSECRET", .processFailed, "more than 262144 bytes"),
    ("exec >&-; true", .malformedAnswer, "not a JSON object"),
  ])
  func `says what the program did and not what it said`(
    script: String,
    code: AWSCredentialsError.Code,
    reason: String
  ) async {
    let error = await #expect(throws: AWSCredentialsError.self) { try await fetch(script) }
    #expect(error?.code == code)
    #expect(error?.source == "credential_process in ~/.aws/config:2")
    #expect(error?.detail.contains(reason) == true, "\(error?.detail ?? "")")
    #expect(error?.detail.contains("TOPSECRET") == false)
  }

  @Test(arguments: [
    ("/nowhere/at-all x", AWSCredentialsError.Code.processFailed, "No such file"),
    ("\"open", .invalidSetting, "quotes do not match"),
    ("''", .processFailed, "cannot be started"),
  ])
  func `says why there is no program`(
    command: String,
    code: AWSCredentialsError.Code,
    reason: String
  ) async {
    let error = await #expect(throws: AWSCredentialsError.self) {
      try await fetch(command: command)
    }
    #expect(error?.code == code)
    #expect(error?.detail.contains(reason) == true, "\(error?.detail ?? "")")
  }

  @Test func `kills a program that takes too long`() async throws {
    let failure = await #expect(throws: ProcessFailure.self) {
      try await LocalProcesses().run(["sleep", "50"], variables: [:], timeout: .milliseconds(80))
    }
    #expect(failure?.description == "it did not end within 0.08 seconds")
  }

  @Test func `kills the program of a cancelled caller`() async throws {
    try await withTemporaryDirectory { folder in
      let sign = folder.appending(path: "started").path
      let outcome = try await withThrowingTaskGroup { group in
        group.addTask { () -> Bool in
          do {
            _ = try await LocalProcesses().run(
              ["sh", "-c", "touch '\(sign)'; exec sleep 50"],
              variables: [:],
              timeout: .seconds(50)
            )
            return false
          } catch { return "\(error)".contains("cancelled") }
        }
        while !FileManager.default.fileExists(atPath: sign) {
          try Task.checkCancellation()
          await Task.yield()
        }
        group.cancelAll()
        return try await group.next()
      }
      #expect(outcome == true)
    }
  }
}
