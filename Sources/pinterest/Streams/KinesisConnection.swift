import AWSCredentials
import CurlTransport
import HTTPWire
import KinesisClient
import Terminal

/// The options of every command that talks to Kinesis.
let kinesisOptions: [CommandOption] = [
  .value("--endpoint", "URL", "where to go instead of AWS; else AWS_ENDPOINT_URL_KINESIS"),
  .value("--region", "REGION", "the region; else AWS_REGION or the profile's"),
  .value("--profile", "NAME", "the profile of ~/.aws; else AWS_PROFILE"),
]

/// Runs what a command does with Kinesis and turns what goes wrong into an exit code.
func withKinesis<Value>(
  _ call: Invocation,
  _ body: (KinesisClient<CurlTransport>) async throws -> Value
) async throws -> Value {
  let client = try kinesisClient(call)
  do { return try await body(client) } catch let error as KinesisError {
    throw CommandError(exitCode(for: error), error.description)
  }
}

/// A client as the command line, the environment and the profile want it.
func kinesisClient(
  _ call: Invocation,
  over given: CurlTransport? = nil,
  _ configure: (inout KinesisConfiguration) -> Void = { _ in }
) throws -> KinesisClient<CurlTransport> {
  do {
    let host = AWSHost(variables: call.environment)
    let settings = try AWSConfiguration(host: host, profile: call["--profile"])
    let endpoint =
      try call["--endpoint"].map { try HTTPEndpoint($0) } ?? settings.endpoint(for: .kinesis)
    var configuration = KinesisConfiguration(
      region: call["--region"] ?? settings.region ?? "us-east-1",
      endpoint: endpoint
    )
    if let attempts = settings.maxAttempts { configuration.retry.maximumAttempts = attempts }
    configure(&configuration)
    let transport = given ?? kinesisTransport(call, settings)
    return KinesisClient(
      transport: transport,
      credentials: .defaultChain(transport: transport, host: host, profile: call["--profile"]),
      configuration: configuration
    )
  } catch let error as AWSCredentialsError {
    throw CommandError(.badConfiguration, error.description)
  } catch let error as HTTPEndpointError {
    throw CommandError.usage("--endpoint: \(error)")
  }
}

private func kinesisTransport(_ call: Invocation, _ settings: AWSConfiguration) -> CurlTransport {
  var options = CurlTransport.Options()
  if let bundle = settings.caBundle { options.trust = .authorities(file: bundle) }
  options.proxy = .environment(call.environment)
  return CurlTransport(options)
}

/// An operand as the name of a stream; anything else is a usage error that names the rule.
func streamName(_ text: String) throws(CommandError) -> StreamName {
  do { return try StreamName(text) } catch { throw .usage(error.message) }
}

/// One operand at least, each the name of a stream.
func streamNames(_ call: Invocation) throws -> [StreamName] {
  _ = try call.operand(0, "STREAM")
  return try call.operands.map { try streamName($0) }
}

/// What an error of Kinesis means to whoever called the command.
func exitCode(for error: KinesisError) -> ExitCode {
  switch error.code {
  case .unreachable: .unavailable
  case .noCredentials, .badConfiguration: .badConfiguration
  default: .failed
  }
}
