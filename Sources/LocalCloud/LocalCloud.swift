public import EventLog
import FoundationEssentials
import HTTPServer
import HTTPWire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The middle of the pipeline on this machine: gateway, Kafka REST proxy, connectors and objects.
///
/// ```swift
/// try await LocalCloud.run { cloud in
///   try await myPipeline(cloud.endpoints.kafkaREST)
/// }
/// ```
///
/// Many clouds run side by side in one process; none holds global state.
public final class LocalCloud: Sendable {
  /// Where it answers.
  public let endpoints: Endpoints
  /// How it is, as `health` says it.
  public let status: CloudStatus
  /// The time it lives by.
  public var clock: CloudClock { services.desk.clock }
  /// What shall go wrong.
  public var faults: Faults { services.desk.faults }
  /// What was asked.
  public var journal: Journal { services.desk.journal }
  /// The connectors that move records into objects.
  public var connectors: Connectors { Connectors(runtime: services.connect.runtime) }
  /// The topics and who reads them.
  public var log: any RecordLog { services.log }

  var storage: ObjectStorage { services.s3.storage }
  var kinesis: KinesisService { services.kinesis }

  private let services: Services

  private init(_ options: Options, _ endpoints: Endpoints) async throws {
    self.endpoints = endpoints
    services = try await Services(options, endpoints: endpoints)
    status = CloudStatus(options, endpoints)
  }

  /// Starts a cloud, runs `body`, and ends the cloud, also where `body` throws.
  public static func run<Result: Sendable>(
    _ options: Options = Options(),
    _ body: (LocalCloud) async throws -> Result
  ) async throws -> Result {
    let listening = try Listening(options)
    let cloud = try await LocalCloud(options, listening.endpoints)
    do {
      let result = try await cloud.serve(listening, HostPolicy(bind: options.bind), body)
      await cloud.services.close()
      return result
    } catch {
      await cloud.services.close()
      throw error
    }
  }

  /// Answers at every endpoint while `body` runs, and finishes the requests under way.
  private func serve<Result: Sendable>(
    _ listening: Listening,
    _ policy: HostPolicy,
    _ body: (LocalCloud) async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let control = control(policy: policy)
      let services = services
      group.addTask {
        await listening.gateway.run { request, _ in await services.gateway.answer(request) }
      }
      // Pages of others may come through the gateway, which says so with CORS, and nowhere else.
      group.addTask {
        await listening.kafkaREST.run { request, _ in
          policy.isForeign(request)
            ? KafkaRESTFailure(403, "this is no page of the cloud's").response
            : await services.kafkaREST.answer(request)
        }
      }
      group.addTask {
        await listening.connect.run { request, _ in
          policy.isForeign(request)
            ? ConnectFailure(403, "this is no page of the cloud's").response
            : await services.connect.answer(request)
        }
      }
      group.addTask { await services.run() }
      group.addTask { await listening.aws.run { request, _ in await services.answerAWS(request) } }
      group.addTask { await listening.control.run { request, _ in await control.answer(request) } }
      defer {
        listening.drain()
        services.stop()
      }
      return try await body(self)
    }
  }

  /// Forgets everything every service holds.
  public func reset() async throws { try await services.reset() }

  /// Forgets what one service holds.
  public func reset(_ service: Service) async throws { try await services.reset(service) }

  /// Writes everything the cloud holds into a tar archive, which another cloud can begin with.
  public func writeSnapshot(to path: String) async throws {
    let file = try DiskFile(path, flags: O_CREAT | O_TRUNC)
    var position = 0
    for try await bytes in try await services.snapshot().stream {
      try file.write(bytes, at: position)
      position += bytes.count
    }
  }

  private func control(policy: HostPolicy) -> ControlAPI {
    ControlAPI(policy: policy, cloud: self, services: services)
  }
}

extension CloudStatus {
  fileprivate init(_ options: LocalCloud.Options, _ endpoints: LocalCloud.Endpoints) {
    let identity =
      switch options.authentication {
      case .signed(let identities): identities.first ?? .test
      case .none: Identity.test
      }
    pid = Int(getpid())
    userID = options.userID
    region = options.region
    dataDir =
      switch options.storage {
      case .folder(let path): URL(filePath: path).absoluteURL.path
      case .inMemory: nil
      }
    accessKeyID = identity.accessKeyID
    secretAccessKey = identity.secretAccessKey
    self.endpoints = endpoints
  }
}
