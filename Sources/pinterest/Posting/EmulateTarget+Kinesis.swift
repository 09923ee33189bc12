import CurlTransport
import Emulator
import HTTPWire
import KinesisClient
import PinterestModels
import Terminal

extension EmulateTarget {
  /// The streams themselves, on AWS or wherever the environment points.
  static func kinesis(
    _ call: Invocation,
    _ transport: CurlTransport
  ) throws -> any RecordTarget {
    try naming(call) { userID in
      let retries = try call.integer("--retries")
      let timeouts = try timeouts(call)
      let client = try kinesisClient(call, over: transport) { configuration in
        if let retries { configuration.retry.maximumAttempts = max(0, retries) + 1 }
        configuration.timeouts = timeouts
      }
      let place = client.configuration.endpoint.map { "\($0)" } ?? client.configuration.region
      return try KinesisTarget(client, userID: userID, name: "kinesis \(place)")
    }
  }

  /// The streams behind a gateway's templates, as the course's script posts to them.
  static func gatewayKinesis(
    _ call: Invocation,
    _ transport: CurlTransport
  ) throws -> any RecordTarget {
    try naming(call) { userID in
      let url = call["--endpoint"] ?? "http://127.0.0.1:8080/test"
      var options = KinesisGateway<CurlTransport>.Options()
      options.headers = try headers(call)
      if let retries = try call.integer("--retries") {
        options.retry.maximumAttempts = max(0, retries) + 1
      }
      options.timeouts = try timeouts(call)
      let gateway = KinesisGateway(transport, endpoint: try HTTPEndpoint(url), options: options)
      return try KinesisTarget(gateway, userID: userID, name: "gateway-kinesis \(url)")
    }
  }

  private static func timeouts(_ call: Invocation) throws -> HTTPTimeouts? {
    try EmulateOptions.time(call, "--timeout").map { HTTPTimeouts(idle: $0, total: $0) }
  }

  /// What is wrong with an option is a usage error that names it.
  private static func naming(
    _ call: Invocation,
    _ make: (UserID) throws -> any RecordTarget
  ) throws -> any RecordTarget {
    do {
      return try make(try UserID(call["--user-id"] ?? "test"))
    } catch let error as HTTPEndpointError {
      throw CommandError.usage("--endpoint: \(error)")
    } catch let error as UserIDError {
      throw CommandError.usage("--user-id: \(error)")
    } catch let error as KinesisError {
      throw CommandError.usage("--user-id: \(error.message)")
    }
  }
}
