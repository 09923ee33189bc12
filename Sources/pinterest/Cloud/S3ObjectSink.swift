import AWSCredentials
import AWSSigV4
import CurlTransport
import HTTPWire
import S3Client
import SinkConnector

/// Puts the objects of a sink into an S3 elsewhere: what `store.url` of a connector names.
struct S3ObjectSink: ObjectSink {
  /// A store that is away, perhaps for a moment only.
  private struct Unavailable: RetriableSinkError, CustomStringConvertible {
    let description: String
    let isRetriable = true
  }

  /// What may be over when the client has given up on it.
  private static let passing: Set<S3Error.Code> = [
    .unreachable, .slowDown, .serviceUnavailable, .internalError, .requestTimeout,
    .conditionalRequestConflict,
  ]

  private let client: S3Client<CurlTransport>

  /// Leads to `url`, with the keys every AWS tool would take.
  init(_ url: String, region: String, host: AWSHost) throws {
    var options = CurlTransport.Options()
    options.httpVersion = .http1
    options.maxConnectionsPerHost = 64
    let transport = CurlTransport(options)
    client = S3Client(
      transport: transport,
      credentials: .defaultChain(transport: transport, host: host),
      region: region,
      endpoint: try HTTPEndpoint(url)
    )
  }

  func check(bucket: String) async throws {
    let name = try BucketName(bucket)
    try await asking { () throws(S3Error) in
      guard try await client.bucket(name).exists() else {
        throw S3Error(.noSuchBucket, "Non-existent S3 bucket: \(bucket)")
      }
    }
  }

  func put(_ object: SinkObject, overwrites: Bool) async throws {
    let bucket = client.bucket(try BucketName(object.bucket))
    let key = try ObjectKey(object.key)
    var settings = ObjectSettings()
    settings.contentType = object.contentType
    settings.tags = object.tags
    let options = S3Bucket.PutOptions(settings: settings, condition: .ifAbsent)
    try await asking { () throws(S3Error) in
      do throws(S3Error) { try await bucket.put(object.content, to: key, options: options) } catch {
        guard error.code == .preconditionFailed else { throw error }
        let there = try await bucket.get(key).bytes(upTo: object.content.count + 1)
        guard there != object.content else { return }
        guard overwrites else { throw S3Error(.preconditionFailed, Self.conflict(object)) }
        try await bucket.put(object.content, to: key, options: .init(settings: settings))
      }
    }
  }

  private static func conflict(_ object: SinkObject) -> String {
    ObjectConflict(bucket: object.bucket, key: object.key).description
  }

  /// Tells what may pass from what will not.
  private func asking(_ work: () async throws(S3Error) -> Void) async throws {
    do throws(S3Error) { try await work() } catch {
      if error.code == .cancelled { throw CancellationError() }
      guard Self.passing.contains(error.code) else { throw error }
      throw Unavailable(description: error.description)
    }
  }
}
