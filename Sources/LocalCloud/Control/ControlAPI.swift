import FoundationEssentials
import HTTPServer
import HTTPWire

/// What can be asked of the cloud itself, below `/_pinterest/`: a thin skin over its objects.
struct ControlAPI: Sendable {
  private let desk: Desk
  private let policy: HostPolicy
  private let status: @Sendable () -> CloudStatus
  private let reset: @Sendable () async throws -> Void
  private let gauges: @Sendable () -> [Metrics.Gauge]

  init(
    desk: Desk,
    policy: HostPolicy,
    status: @escaping @Sendable () -> CloudStatus,
    reset: @escaping @Sendable () async throws -> Void,
    gauges: @escaping @Sendable () -> [Metrics.Gauge] = { [] }
  ) {
    self.desk = desk
    self.policy = policy
    self.status = status
    self.reset = reset
    self.gauges = gauges
  }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    if policy.isForeign(request) { return .control(403, "this is no page of the cloud's") }
    do { return try await route(request) } catch let error as FaultRuleError {
      return .control(400, error.description)
    } catch let error as DecodingError {
      return .control(400, "the body is not what it should be: \(error)")
    } catch {
      return .control(500, "\(error)")
    }
  }

  private func route(_ request: HTTPRequest) async throws -> HTTPResponse {
    let path = request.path.split(separator: "/")
    // Scripts that wait for LocalStack ask for its health.
    guard path.first == "_pinterest" || path == ["_localstack", "health"] else {
      return .control(404, "there is only /_pinterest/ here")
    }
    switch (request.method, path.dropFirst().first ?? "", path.dropFirst(2).first) {
    case (.get, "health", nil), (.head, "health", nil): return try .control(status())
    case (.get, "metrics", nil): return metrics()
    case (.get, "journal", nil): return try .control(journal(request))
    case (.delete, "journal", nil):
      desk.journal.clear()
      return HTTPResponse(status: 204)
    case (.get, "faults", nil): return try .control(desk.faults.standing)
    case (.put, "faults", nil), (.post, "faults", nil): return try await addFaults(request)
    case (.delete, "faults", nil):
      desk.faults.removeAll()
      return HTTPResponse(status: 204)
    case (.delete, "faults", let id?):
      let isGone = Int(id).map { desk.faults.remove($0) } ?? false
      return isGone ? HTTPResponse(status: 204) : .control(404, "there is no fault \(id)")
    case (.get, "clock", nil): return try .control(ClockReading(desk.clock.date))
    case (.post, "clock", nil): return try await changeClock(request)
    case (.post, "reset", nil):
      try await reset()
      return HTTPResponse(status: 204)
    default: return .control(404, "there is no \(request.method) \(request.path)")
    }
  }

  private func metrics() -> HTTPResponse {
    HTTPResponse(
      status: 200,
      headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
      body: .bytes(Array(desk.metrics.exposition(gauges: gauges()).utf8))
    )
  }

  private func journal(_ request: HTTPRequest) -> [Journal.Entry] {
    let query = QueryItems(request.query)
    return desk.journal.entries(
      since: query.integer("since") ?? 0,
      service: query["service"].flatMap(Service.init),
      operation: query["op"] ?? query["operation"]
    )
  }

  private func addFaults(_ request: HTTPRequest) async throws -> HTTPResponse {
    let body = Data(try await request.body.collect(upTo: 1 << 20))
    let isList = body.first { $0 > 0x20 } == UInt8(ascii: "[")
    let rules =
      isList
      ? try JSONDecoder().decode([FaultRule].self, from: body)
      : [try JSONDecoder().decode(FaultRule.self, from: body)]
    for rule in rules { try desk.faults.add(rule) }
    return try .control(desk.faults.standing)
  }

  private func changeClock(_ request: HTTPRequest) async throws -> HTTPResponse {
    struct Change: Decodable {
      var advance: String?
      var freeze: String?
      var resume: Bool?
    }
    let body = Data(try await request.body.collect(upTo: 1 << 16))
    let change = try JSONDecoder().decode(Change.self, from: body)
    if let text = change.advance {
      guard let duration = Duration(iso8601: text) else {
        return .control(400, "advance \(text) is no duration such as PT24H")
      }
      desk.clock.advance(by: duration)
    }
    if let text = change.freeze {
      guard text == "now" || (try? Date.ISO8601FormatStyle().parse(text)) != nil else {
        return .control(400, "freeze \(text) is no moment such as 2024-02-29T12:00:00Z, nor now")
      }
      desk.clock.freeze(at: try? Date.ISO8601FormatStyle().parse(text))
    }
    if change.resume == true { desk.clock.resume() }
    return try .control(ClockReading(desk.clock.date))
  }

  private struct ClockReading: Encodable {
    let now: String

    init(_ date: Date) { now = date.formatted(.iso8601) }
  }
}

extension HTTPResponse {
  /// What was asked for, as JSON.
  fileprivate static func control(_ value: some Encodable) throws -> HTTPResponse {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "application/json"],
      body: .bytes(Array(try encoder.encode(value)))
    )
  }

  /// What is wrong, as JSON.
  fileprivate static func control(_ status: Int, _ message: String) -> HTTPResponse {
    struct Complaint: Encodable { let message: String }
    var response = (try? control(Complaint(message: message))) ?? HTTPResponse(status: status)
    response.status = status
    return response
  }
}
