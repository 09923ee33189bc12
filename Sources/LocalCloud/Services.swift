import EventLog
import HTTPServer
import HTTPWire

/// Everything a cloud is made of, wired together.
final class Services: Sendable {
  let desk: Desk
  let log: any RecordLog
  let gateway: Gateway
  private let all: [any CloudService]

  init(_ options: LocalCloud.Options, endpoints: LocalCloud.Endpoints) async throws {
    var logging = EmbeddedLog.Options()
    logging.now = { options.clock.date }
    logging.clock = options.clock
    log = EmbeddedLog.inMemory(logging)
    desk = Desk(clock: options.clock, faults: Faults())
    gateway = Gateway(
      routes: [GatewayRoute(.options, "/{proxy+}", .cors)],
      desk: desk,
      identifiers: RequestIdentifiers()
    )
    all = [gateway]
  }

  /// Forgets everything, and what was to go wrong.
  func reset() async throws {
    for service in all { try await service.reset() }
    desk.faults.removeAll()
    desk.journal.clear()
    desk.metrics.reset()
  }
}
