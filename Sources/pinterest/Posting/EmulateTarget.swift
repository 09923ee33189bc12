import CurlTransport
import Emulator
import HTTPWire
import KafkaRESTClient
import LocalCloud
import PinterestModels
import Terminal

/// Where `emulate` posts, as `--to` names it.
enum EmulateTarget {
  static func open(
    _ call: Invocation,
    _ transport: CurlTransport
  ) throws -> any RecordTarget {
    if call["--sample"] != nil { return standardOutput(call) }
    let name = call["--to"] ?? "kafka-rest"
    if call.has("--dry-run") {
      // What would be opened at once stays closed; the rest is made, so that mistakes are found.
      let isOpened = name == "local" || name.hasPrefix("file:")
      return DryTarget(name: isOpened ? name : try named(name, call, transport).name)
    }
    return try named(name, call, transport)
  }

  private static func named(
    _ name: String,
    _ call: Invocation,
    _ transport: CurlTransport
  ) throws -> any RecordTarget {
    switch name {
    case "local": return try local(call, transport)
    case "stdout": return standardOutput(call)
    case "kafka-rest": return try kafka(call, transport, name, default: "http://127.0.0.1:8082")
    case "gateway-kafka":
      return try kafka(call, transport, name, default: "http://127.0.0.1:8080/test")
    case _ where name.hasPrefix("file:"):
      let file = try OutputFile(path: String(name.dropFirst(5)))
      return LineTarget(name: name) { try file.write($0) }
    case "kinesis": return try kinesis(call, transport)
    case "gateway-kinesis": return try gatewayKinesis(call, transport)
    default:
      throw CommandError.usage(
        "--to \(name): there is local, kafka-rest, gateway-kafka, kinesis, gateway-kinesis, file:PATH,"
          + " stdout"
      )
    }
  }

  private static func standardOutput(_ call: Invocation) -> LineTarget {
    LineTarget(name: "stdout") { call.console.write($0) }
  }

  /// The proxy of the cloud that runs on this machine, with the user it was started for.
  private static func local(
    _ call: Invocation,
    _ transport: CurlTransport
  ) throws -> any RecordTarget {
    let status = try RunFile(call).running()
    return try kafka(
      call,
      transport,
      "local",
      default: status.endpoints.kafkaREST,
      user: status.userID,
      dialect: .localCloud
    )
  }

  private static func kafka(
    _ call: Invocation,
    _ transport: CurlTransport,
    _ name: String,
    default endpoint: String,
    user: String = "test",
    dialect: Dialect = .confluent
  ) throws -> any RecordTarget {
    let url = call["--endpoint"] ?? endpoint
    do {
      let userID = try UserID(call["--user-id"] ?? user)
      let retries = RetryCounter()
      var options = KafkaRESTOptions(dialect: dialect)
      options.sendsIdempotencyKey = true
      options.onRetry = { retries.add() }
      if let count = try call.integer("--retries") {
        options.retries.attempts = max(0, count) + 1
      }
      if let timeout = try EmulateOptions.time(call, "--timeout") {
        options.timeouts = HTTPTimeouts(idle: timeout, total: timeout)
      }
      options.headers = try headers(call)
      let client = KafkaRESTClient(transport, endpoint: try HTTPEndpoint(url), options: options)
      return try KafkaRESTTarget(client, userID: userID, name: "\(name) \(url)", retries: retries)
    } catch let error as HTTPEndpointError {
      throw CommandError.usage("--endpoint: \(error)")
    } catch let error as UserIDError {
      throw CommandError.usage("--user-id: \(error)")
    }
  }

  /// The headers that go with every request.
  static func headers(_ call: Invocation) throws -> HTTPHeaders {
    var headers: HTTPHeaders = [:]
    for header in call.all("--header") {
      guard let colon = header.firstIndex(of: ":") else {
        throw CommandError.usage("--header \(header): write NAME:VALUE")
      }
      let value = header[header.index(after: colon)...].drop { $0 == " " }
      headers.add(String(header[..<colon]), String(value))
    }
    return headers
  }
}
