import AWSSigV4

/// The credentials a program prints: `credential_process` of a profile.
struct ProcessCredentials {
  /// Long enough for somebody to touch a security key.
  private static let patience: Duration = .seconds(60)

  let command: String
  /// Where the command stands, as messages name it.
  let origin: String
  let host: AWSHost

  func fetch() async throws(AWSCredentialsError) -> Credentials {
    guard let words = ShellWords.split(command), let program = words.first else {
      throw says(.invalidSetting, "its quotes do not match, or it is empty")
    }
    let result: ProcessResult
    do {
      result = try await host.processes.run(
        words,
        variables: host.variables,
        timeout: Self.patience
      )
    } catch {
      let code: AWSCredentialsError.Code = error == .cancelled ? .cancelled : .processFailed
      throw says(code, "\(program): \(error)")
    }
    guard result.exitCode == 0 else {
      throw says(.processFailed, "\(program) ended with exit code \(result.exitCode)")
    }
    let document = try CredentialsDocument(result.output, source: origin)
    guard document.version == 1 else {
      throw says(.malformedAnswer, "its answer does not have \"Version\": 1")
    }
    return try document.credentials(source: origin)
  }

  private func says(_ code: AWSCredentialsError.Code, _ detail: String) -> AWSCredentialsError {
    AWSCredentialsError(code, source: origin, detail: detail)
  }
}
