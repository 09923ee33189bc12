import EventLog
import HTTPServer
import HTTPWire
import SinkConnector

/// Everything a cloud is made of, wired together.
final class Services: Sendable {
  let desk: Desk
  let log: any RecordLog
  let gateway: Gateway
  let kafkaREST: KafkaREST
  let connect: ConnectAPI
  let s3: S3Service
  let kinesis: KinesisService
  private let embedded: EmbeddedLog
  private let all: [any CloudService]
  private let (ended, end) = AsyncStream.makeStream(of: Never.self)

  init(_ options: LocalCloud.Options, endpoints: LocalCloud.Endpoints) async throws {
    let clock = options.clock
    let identifiers = RequestIdentifiers()
    let desk = Desk(clock: clock, faults: Faults())
    let begun = try await StorageFolders(options)
    embedded = begun.log
    log = embedded
    kafkaREST = KafkaREST(
      log: embedded,
      desk: desk,
      options: KafkaREST.Options(createsTopics: options.createsTopics),
      identifiers: identifiers
    )
    let storage = begun.storage
    s3 = S3Service(
      storage: storage,
      desk: desk,
      options: S3Service.Options(
        region: options.region,
        firstBucket: "user-\(options.userID)-bucket",
        authentication: options.authentication
      ),
      identifiers: identifiers
    )
    let streams = try StreamStorage(log: embedded, clock: clock)
    try await streams.open()
    kinesis = KinesisService(
      storage: streams,
      desk: desk,
      options: KinesisService.Options(options),
      identifiers: identifiers
    )
    let runtime = ConnectRuntime(
      log: embedded,
      clock: clock,
      file: options.folder.map { ConnectorFile(path: $0 + "/connectors.json") },
      restored: begun.connectors,
      makeSink: { settings in
        guard let url = settings.storeURL else { return StorageSink(storage) }
        guard let makeSink = options.makeSink else {
          throw SinkTaskFailed(description: "nothing here leads to \(url); leave store.url out")
        }
        return try makeSink(settings)
      }
    )
    connect = ConnectAPI(
      runtime: runtime,
      log: embedded,
      worker: String(endpoints.connect.trimmingPrefix("http://")),
      desk: desk
    )
    gateway = Gateway(
      routes: try options.gateway.routes.map { try GatewayRoute($0) }
        + Self.routes(to: kafkaREST, kinesis, endpoints),
      isStrict: options.gateway.strictStatus,
      desk: desk,
      identifiers: identifiers,
      requestsPerSecond: options.gateway.requestsPerSecond,
      timeout: options.gateway.timeout
    )
    self.desk = desk
    all = [gateway, kafkaREST, connect, s3, kinesis]
    desk.faults.know(all)
    try await s3.prepare()
    try await kinesis.prepare()
    await runtime.load()
  }

  /// Does what goes on without being asked: moves records into objects, drops what has expired.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.embedded.run() }
      group.addTask { await self.s3.storage.run() }
      group.addTask { await self.connect.runtime.run() }
      for await _ in ended {}
      connect.runtime.stop()
      group.cancelAll()
    }
  }

  /// Finishes what is under way and lets another cloud have the folder.
  ///
  /// What was acknowledged is on disk already.
  func close() async {
    await s3.storage.close()
    try? await embedded.close()
  }

  /// Ends `run`, and what would wait for more to come.
  func stop() {
    kinesis.subscriptions.stop()
    end.finish()
    desk.ending.raise()
    desk.journal.endListening()
    embedded.wakeWaiting()
  }

  /// Everything there is, at one moment.
  func snapshot() async throws -> CloudSnapshot {
    let connectors = try ConnectorFile.data(of: connect.runtime.entries)
    return try await CloudSnapshot(
      log: embedded,
      storage: s3.storage,
      connectors: Array(connectors)
    )
  }

  /// The names of all services.
  var names: [Service] { all.map(\.service) }

  /// Answers at the endpoint that S3 and the streams share.
  func answerAWS(_ request: HTTPRequest) async -> HTTPResponse {
    KinesisService.isAsked(by: request) ? await kinesis.answer(request) : await s3.answer(request)
  }

  /// Forgets what one service holds.
  func reset(_ service: Service) async throws {
    for known in all where known.service == service { try await known.reset() }
  }

  /// Forgets everything, and what was to go wrong.
  func reset() async throws {
    for service in all { try await service.reset() }
    desk.faults.removeAll()
    desk.journal.clear()
    desk.metrics.reset()
  }

  private static func routes(
    to proxy: KafkaREST,
    _ kinesis: KinesisService,
    _ endpoints: LocalCloud.Endpoints
  ) throws -> [GatewayRoute] {
    let backend = GatewayRoute.Backend(endpoint: try HTTPEndpoint(endpoints.kafkaREST)) { request in
      await proxy.answer(request)
    }
    let streams = try GatewayRoute.streams { operation, body, request in
      await kinesis.answer(operation, body: body, for: request)
    }
    return streams + [
      GatewayRoute(.options, "/{proxy+}", .cors), GatewayRoute(nil, "/{proxy+}", .proxy(backend)),
    ]
  }
}
