import FoundationEssentials
import HTTPServer
import HTTPWire

/// What can be asked of the cloud itself, below `/_pinterest/`: a thin skin over its objects.
struct ControlAPI: Sendable {
  private let policy: HostPolicy
  private let cloud: LocalCloud
  private let services: Services
  private var desk: Desk { services.desk }

  init(policy: HostPolicy, cloud: LocalCloud, services: Services) {
    self.policy = policy
    self.cloud = cloud
    self.services = services
  }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    if policy.isForeign(request) { return .control(403, "this is no page of the cloud's") }
    do { return try await route(request) } catch let error as FaultRuleError {
      return .control(400, error.description)
    } catch let error as DecodingError {
      return .control(400, "the body is not what it should be: \(error)")
    } catch let error as HTTPBodyTooLarge {
      return .control(413, error.description)
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
    case (.get, "health", nil), (.head, "health", nil):
      return try .control(CloudHealth(cloud.status, services: services.names))
    case (.get, "metrics", nil): return try await metrics()
    case (.get, "journal", nil): return try journal(request)
    case (.get, "events", nil): return events(request)
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
    case (.post, "reset", nil): return try await reset(request)
    case (.post, "snapshot", nil), (.get, "snapshot", nil): return try await snapshot()
    default: return .control(404, "there is no \(request.method) \(request.path)")
    }
  }

  private func metrics() async throws -> HTTPResponse {
    let gauges = try await services.gauges()
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
      body: .bytes(Array(desk.metrics.exposition(gauges: gauges).utf8))
    )
  }

  private func journal(_ request: HTTPRequest) throws -> HTTPResponse {
    let query = QueryItems(request.query)
    let service = try service(query)
    return try .control(
      desk.journal.entries(
        since: query.integer("since") ?? 0,
        service: service,
        operation: query["op"] ?? query["operation"]
      )
    )
  }

  /// Server-sent events: every call from now on, or after the one that `since` names.
  private func events(_ request: HTTPRequest) -> HTTPResponse {
    let journal = desk.journal
    let since = QueryItems(request.query).integer("since") ?? journal.lastSequence
    let additions = journal.additions()
    let stream = HTTPByteStream {
      var last = since
      var news = additions.makeAsyncIterator()
      var isFirst = true
      return {
        while true {
          let entries = journal.entries(since: last)
          if let newest = entries.last {
            last = newest.sequence
            return try entries.flatMap { entry in
              try Array("data: ".utf8) + ControlJSON.bytes(of: entry) + Array("\n\n".utf8)
            }
          }
          if isFirst {
            isFirst = false
            return Array(": listening\n\n".utf8)
          }
          guard await news.next(isolation: #isolation) != nil else { return nil }
        }
      }
    }
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"],
      body: .stream(stream)
    )
  }

  private func reset(_ request: HTTPRequest) async throws -> HTTPResponse {
    if let service = try service(QueryItems(request.query)) {
      try await services.reset(service)
    } else {
      try await services.reset()
    }
    return HTTPResponse(status: 204)
  }

  private func snapshot() async throws -> HTTPResponse {
    let snapshot = try await services.snapshot()
    return HTTPResponse(
      status: 200,
      headers: [
        "Content-Type": "application/x-tar",
        "Content-Disposition": "attachment; filename=\"pinterest-snapshot.tar\"",
      ],
      body: .stream(snapshot.stream, length: snapshot.length)
    )
  }

  /// The service a query names; one that is not there is an error, so that a slip shows.
  private func service(_ query: QueryItems) throws(FaultRuleError) -> Service? {
    guard let name = query["service"] else { return nil }
    guard let service = Service(rawValue: name) else {
      let known = Service.allCases.map(\.rawValue).joined(separator: ", ")
      throw FaultRuleError(description: "there is no service \(name); there is \(known)")
    }
    return service
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
    guard change.advance != nil || change.freeze != nil || change.resume == true else {
      return .control(
        400,
        #"give {"advance":"PT24H"}, {"freeze":"now"} or a moment, or {"resume":true}"#
      )
    }
    return try .control(ClockReading(desk.clock.date))
  }

  private struct ClockReading: Encodable {
    let now: String

    init(_ date: Date) { now = date.formatted(.iso8601) }
  }
}

/// How the control plane writes JSON.
private enum ControlJSON {
  static func bytes(of value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }
}

extension HTTPResponse {
  /// What was asked for, as JSON.
  fileprivate static func control(_ value: some Encodable) throws -> HTTPResponse {
    HTTPResponse(
      status: 200,
      headers: ["Content-Type": "application/json"],
      body: .bytes(try ControlJSON.bytes(of: value))
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
