import AWSSigV4
import CurlTransport
import HTTPWire
import KinesisClient
import TestKit

/// A server that speaks Kinesis and verifies signatures, and what a test needs to talk to it.
struct KinesisServer: Sendable {
  let endpoint: HTTPEndpoint
  let credentials: Credentials

  /// A client as a user would make it.
  func client(secret: String? = nil) -> KinesisClient<CurlTransport> {
    let credentials = Credentials(
      accessKeyID: credentials.accessKeyID,
      secretAccessKey: secret ?? credentials.secretAccessKey
    )
    return KinesisClient(
      transport: CurlTransport(),
      credentials: StaticCredentials(credentials),
      region: "us-east-1",
      endpoint: endpoint
    )
  }

  /// What programs find Kinesis with.
  var environment: [String: String] {
    [
      "AWS_ACCESS_KEY_ID": credentials.accessKeyID,
      "AWS_SECRET_ACCESS_KEY": credentials.secretAccessKey,
      "AWS_ENDPOINT_URL_KINESIS": "\(endpoint)", "AWS_REGION": "us-east-1",
      "AWS_DEFAULT_REGION": "us-east-1",
    ]
  }

  /// Makes a stream, lends it, and deletes it.
  func withStream<Value>(
    _ name: StreamName,
    shards: Int = 1,
    _ body: (KinesisStream) async throws -> Value
  ) async throws -> Value {
    let stream = client().stream(name)
    try await stream.create(shards: shards)
    try await stream.becomesActive()
    let value = try await body(stream)
    try await stream.delete(withConsumers: true)
    return value
  }

  /// Runs Python with boto3 against the server and gives what it printed.
  func boto3(_ program: String, _ arguments: String...) async throws -> String {
    let head = "import boto3, json, sys\nkinesis = boto3.client('kinesis')\n"
    return try await Peer.output(
      of: Peers.python,
      ["-c", head + program] + arguments,
      environment: environment.merging(["AWS_EC2_METADATA_DISABLED": "true"]) { $1 }
    )
  }

  /// Runs `pinterest` with the server in its environment.
  func pinterest(_ words: String..., input: String? = nil) async throws -> String {
    try await Peer.output(of: Pinterest.path, words, environment: environment, input: input)
  }
}
