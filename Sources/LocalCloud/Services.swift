import EventLog
import HTTPServer
import HTTPWire

/// Everything a cloud is made of, wired together.
final class Services: Sendable {
  let desk: Desk
  let log: any RecordLog
  let gateway: Gateway
  let kafkaREST: KafkaREST
  private let all: [any CloudService]

  init(_ options: LocalCloud.Options, endpoints: LocalCloud.Endpoints) async throws {
    var logging = EmbeddedLog.Options()
    logging.now = { options.clock.date }
    logging.clock = options.clock
    log = EmbeddedLog.inMemory(logging)
    let identifiers = RequestIdentifiers()
    let desk = Desk(clock: options.clock, faults: Faults())
    var proxying = KafkaREST.Options()
    proxying.createsTopics = options.createsTopics
    let kafkaREST = KafkaREST(log: log, desk: desk, options: proxying, identifiers: identifiers)
    let proxy = GatewayRoute.Backend(endpoint: try HTTPEndpoint(endpoints.kafkaREST)) { request in
      await kafkaREST.answer(request)
    }
    gateway = Gateway(
      routes: [
        GatewayRoute(.options, "/{proxy+}", .cors),
        GatewayRoute(nil, "/{proxy+}", .proxy(proxy)),
      ],
      desk: desk,
      identifiers: identifiers
    )
    self.desk = desk
    self.kafkaREST = kafkaREST
    all = [gateway, kafkaREST]
    desk.faults.know(all)
  }

  /// Forgets everything, and what was to go wrong.
  func reset() async throws {
    for service in all { try await service.reset() }
    desk.faults.removeAll()
    desk.journal.clear()
    desk.metrics.reset()
  }
}
