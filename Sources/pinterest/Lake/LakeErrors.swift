import Lakehouse
import S3Client
import Terminal

/// Runs what a command does with the lakehouse and turns what goes wrong into an exit code.
func withLakeErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
  do { return try await body() } catch let error as LakehouseError {
    throw CommandError(exitCode(for: error), error.description)
  }
}

/// The same for what needs no waiting.
func withLakeErrors<Value>(_ body: () throws -> Value) throws -> Value {
  do { return try body() } catch let error as LakehouseError {
    throw CommandError(exitCode(for: error), error.description)
  }
}

/// What an error of the lakehouse means to whoever called the command.
func exitCode(for error: LakehouseError) -> ExitCode {
  if let cause = error.underlying as? S3Error { return exitCode(for: cause) }
  return switch error.code {
  case .expectationFailed: .assertionFailed
  case .badOption: .usage
  default: .failed
  }
}
