import CurlTransport
import HTTPWire
import KafkaRESTClient
import Terminal

/// The options of every command that talks to a Kafka REST proxy.
let kafkaOptions: [CommandOption] = [
  .value(
    "--endpoint",
    "URL",
    "the proxy or a gateway's stage; else KAFKA_REST_URL, else port 8082"
  ),
  .value(
    "--proxy-kind",
    "KIND",
    "confluent (default), confluent-server, karapace, strimzi, redpanda, local-cloud"
  ),
  .value("--header", "NAME:VALUE", "goes with every request", repeatable: true),
]

/// Runs what a command does with a proxy and turns what goes wrong into an exit code.
func withKafka<Value>(
  _ call: Invocation,
  _ body: (KafkaRESTClient<CurlTransport>) async throws -> Value
) async throws -> Value {
  let client = try kafkaClient(call)
  do { return try await body(client) } catch let error as KafkaRESTError {
    throw CommandError(exitCode(for: error), error.description)
  }
}

/// An operand as the name of a topic; anything else is a usage error that names the rule.
func topicName(_ text: String) throws(CommandError) -> TopicName {
  do { return try TopicName(text) } catch { throw .usage(error.description) }
}

private func kafkaClient(_ call: Invocation) throws -> KafkaRESTClient<CurlTransport> {
  var options = KafkaRESTOptions(dialect: try dialect(call["--proxy-kind"] ?? "confluent"))
  for header in call.all("--header") {
    guard let colon = header.firstIndex(of: ":") else {
      throw CommandError.usage("--header \(header): write NAME:VALUE")
    }
    let value = header[header.index(after: colon)...].drop { $0 == " " }
    options.headers.add(String(header[..<colon]), String(value))
  }
  let url = call["--endpoint"] ?? call.environment["KAFKA_REST_URL"] ?? "http://127.0.0.1:8082"
  var transport = CurlTransport.Options()
  transport.proxy = .environment(call.environment)
  do {
    return KafkaRESTClient(
      CurlTransport(transport),
      endpoint: try HTTPEndpoint(url),
      options: options
    )
  } catch { throw CommandError.usage("--endpoint: \(error)") }
}

private func dialect(_ name: String) throws(CommandError) -> Dialect {
  switch name {
  case "confluent": return .confluent
  case "confluent-server": return .confluentServer
  case "karapace": return .karapace
  case "strimzi": return .strimzi
  case "redpanda": return .redpanda
  case "local-cloud": return .localCloud
  default:
    throw .usage(
      "--proxy-kind \(name): there is confluent, confluent-server, karapace, strimzi, redpanda,"
        + " local-cloud"
    )
  }
}

/// What an error of the proxy means to whoever called the command.
private func exitCode(for error: KafkaRESTError) -> ExitCode {
  switch error.code {
  case .unreachable, .hostNotFound, .wrongScheme, .proxyDown, .notTheProxy: .unavailable
  default: .failed
  }
}
