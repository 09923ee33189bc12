import AWSCredentials
import AWSSigV4
import CurlTransport
import Digests
import HTTPWire
import S3Client
import Terminal

/// The options every `s3` command has.
let s3Options: [CommandOption] = [
  .value("--endpoint", "URL", "where to go instead of AWS; else AWS_ENDPOINT_URL_S3"),
  .value("--region", "REGION", "the region; else AWS_REGION or the profile's"),
  .value("--profile", "NAME", "the profile of ~/.aws; else AWS_PROFILE"),
]

/// A client as the command line, the environment and the profile want it.
///
/// Credentials that are given count more than those the environment or a profile has.
func s3Client(
  _ call: Invocation,
  credentials: StaticCredentials? = nil
) throws -> S3Client<CurlTransport> {
  do {
    let host = AWSHost(variables: call.environment)
    let settings = try AWSConfiguration(host: host, profile: call["--profile"])
    var options = CurlTransport.Options()
    if let bundle = settings.caBundle { options.trust = .authorities(file: bundle) }
    options.proxy = .environment(call.environment)
    // S3 speaks nothing newer, and large transfers do better on connections of their own.
    options.httpVersion = .http1
    let transport = CurlTransport(options)
    let found: any CredentialsProvider =
      credentials ?? .defaultChain(transport: transport, host: host, profile: call["--profile"])
    return S3Client(
      transport: transport,
      credentials: found,
      configuration: try s3Configuration(call, settings)
    )
  } catch let error as AWSCredentialsError {
    throw CommandError(.badConfiguration, error.description)
  } catch let error as HTTPEndpointError {
    throw CommandError.usage("--endpoint: \(error)")
  }
}

private func s3Configuration(
  _ call: Invocation,
  _ settings: AWSConfiguration
) throws -> S3Configuration {
  let endpoint = try call["--endpoint"].map { try HTTPEndpoint($0) } ?? settings.endpoint(for: .s3)
  var configuration = S3Configuration(
    region: call["--region"] ?? settings.region ?? "us-east-1",
    endpoint: endpoint
  )
  switch settings.s3AddressingStyle {
  case .path: configuration.addressing = .path
  case .virtual: configuration.addressing = .virtualHost
  case .auto, nil: break
  }
  if settings.requestChecksums == .whenRequired { configuration.checksums.request = .whenRequired }
  if settings.responseChecksums == .whenRequired {
    configuration.checksums.response = .whenRequired
  }
  if settings.s3SignsPayload == true { configuration.payloadSigning = .always }
  if let attempts = settings.maxAttempts { configuration.retry.maximumAttempts = attempts }
  return configuration
}

/// An operand as a place in S3; anything else is a usage error that names it.
func s3Place(_ text: String) throws(CommandError) -> S3URI {
  do { return try S3URI(text) } catch { throw .usage(error.message) }
}

/// An operand as an object in S3.
func s3Object(_ text: String) throws(CommandError) -> (bucket: BucketName, key: ObjectKey) {
  let place = try s3Place(text)
  do { return (place.bucket, try place.key()) } catch { throw .usage(error.message) }
}

/// Runs what a command does with S3 and turns what goes wrong into an exit code.
func withS3<Value>(
  _ call: Invocation,
  _ body: (S3Client<CurlTransport>) async throws -> Value
) async throws -> Value {
  let client = try s3Client(call)
  do { return try await body(client) } catch let error as S3Error {
    // Which call missed its credentials does not matter: every one would.
    let text = error.code == .noCredentials ? error.message : error.description
    throw CommandError(exitCode(for: error), text)
  }
}

/// What an error of S3 means to whoever called the command.
func exitCode(for error: S3Error) -> ExitCode {
  switch error.code {
  case .unreachable: .unavailable
  case .noCredentials, .badConfiguration: .badConfiguration
  default: .failed
  }
}
