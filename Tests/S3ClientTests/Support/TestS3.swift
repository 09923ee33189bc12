import AWSSigV4
import Foundation
import HTTPWire
import S3Client
import Synchronization

/// A client over a script, at a fixed moment, that never waits in earnest.
struct TestS3 {
  let transport: ScriptedTransport
  let clock = RecordingClock()
  let client: S3Client<ScriptedTransport>
  let bucket: S3Bucket

  init(
    _ replies: [ScriptedTransport.Reply],
    now: Date = TestS3.moment,
    credentials: any CredentialsProvider = TestS3.credentials,
    _ configure: (inout S3Configuration) -> Void = { _ in }
  ) {
    self.init(ScriptedTransport(replies), now: now, credentials: credentials, configure)
  }

  init(
    _ transport: ScriptedTransport,
    now: Date = TestS3.moment,
    credentials: (any CredentialsProvider)? = TestS3.credentials,
    _ configure: (inout S3Configuration) -> Void = { _ in }
  ) {
    var configuration = S3Configuration(region: "eu-west-1")
    configuration.endpoint = HTTPEndpoint(
      origin: HTTPOrigin(scheme: .http, host: "127.0.0.1", port: 9000)
    )
    configure(&configuration)
    self.transport = transport
    client = S3Client(
      transport: transport,
      credentials: credentials,
      configuration: configuration,
      surroundings: S3Surroundings(now: { now }, clock: clock, jitter: { 1 })
    )
    bucket = client.bucket("bucket")
  }

  /// Two seconds before a leap day ends: 20240229T235958Z.
  static let moment = Date(timeIntervalSince1970: 1_709_251_198)
  static let credentials = StaticCredentials(
    accessKeyID: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
  )
}

/// A clock on which every wait is over at once, and remembered.
final class RecordingClock: Clock {
  typealias Instant = ContinuousClock.Instant

  private let waits = Mutex<[Duration]>([])

  /// How long somebody wanted to wait, each time.
  var sleeps: [Duration] { waits.withLock { $0 } }
  let now = ContinuousClock.now
  let minimumResolution = Duration.zero

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    waits.withLock { $0.append(now.duration(to: deadline)) }
    try Task.checkCancellation()
  }
}
