import CurlTransport
import HTTPWire
import KafkaRESTClient
import KinesisClient
import Lakehouse
import PinterestModels
import S3Client
import TableFormats
import Terminal

/// The queries of `stream`: a source, a table and a checkpoint for each of the user's streams.
struct StreamQueries {
  private let call: Invocation
  private let user: UserID
  private let out: String
  private let options: StreamOptions
  private let start: StreamStart

  init(_ call: Invocation) throws {
    self.call = call
    guard let text = call["--user-id"] else {
      throw CommandError.usage("stream: --user-id is missing; streams are named after it")
    }
    do { user = try UserID(text) } catch { throw CommandError.usage("--user-id: \(error)") }
    out = call["--out"] ?? "tables"
    options = try Self.options(call)
    let word = call["--start"] ?? "earliest"
    guard let start = StreamStart(rawValue: word) else {
      throw CommandError.usage("--start \(word): there is earliest and latest")
    }
    self.start = start
  }

  func all() throws -> [StreamQuery] {
    let checkpoint = try checkpointFolder()
    let source = try sources()
    let place = try places()
    return try tables().map { table in
      let name = user.deltaTable(of: table)
      return StreamQuery(
        table,
        name: name,
        from: try source(table),
        into: try place(name),
        rejects: try place("\(name)_rejected"),
        checkpoint: "\(checkpoint)/\(name)",
        options: options
      )
    }
  }

  /// What an error of the job means to whoever called the command.
  static func exitCode(for error: LakehouseError) -> ExitCode {
    switch error.underlying {
    case let error as KinesisError: pinterest.exitCode(for: error)
    case let error as KafkaRESTError where error.code == .unreachable: .unavailable
    default: error.code == .badOption ? .badConfiguration : .failed
    }
  }

  // MARK: - What was asked for

  private static func options(_ call: Invocation) throws -> StreamOptions {
    var options = StreamOptions()
    options.endsWhenCaughtUp = call.has("--available-now")
    if let interval = try EmulateOptions.time(call, "--interval") { options.interval = interval }
    if let records = try call.integer("--max-records") { options.maximumRecords = max(1, records) }
    if let bytes = try call.integer("--max-bytes") { options.maximumBytes = max(1, bytes) }
    return options
  }

  private func tables() throws -> [Table] {
    guard let list = call["--tables"] else { return Table.allCases }
    return try list.split(separator: ",").map { word in
      guard let table = Table(rawValue: String(word)) else {
        throw CommandError.usage("--tables \(word): there is pin, geo and user")
      }
      return table
    }
  }

  private func checkpointFolder() throws -> String {
    if let folder = call["--checkpoint"] { return folder }
    guard !out.hasPrefix("s3://") else {
      throw CommandError.usage(
        "--checkpoint is missing: what the job remembers is kept in a folder"
      )
    }
    return "\(out)/_checkpoints"
  }

  private func sources() throws -> (Table) throws -> any StreamSource {
    switch call["--from"] ?? "kinesis" {
    case "kinesis":
      let client = try kinesisClient(call)
      return { table in
        let stream = client.stream(try streamName(user.stream(of: table)))
        return KinesisSource(stream, starts: start)
      }
    case "topics":
      let url =
        call["--kafka-rest"] ?? call.environment["KAFKA_REST_URL"] ?? "http://127.0.0.1:8082"
      let endpoint: HTTPEndpoint
      do { endpoint = try HTTPEndpoint(url) } catch {
        throw CommandError.usage("--kafka-rest: \(error)")
      }
      let kafka = KafkaRESTClient(CurlTransport(), endpoint: endpoint)
      return { table in
        TopicSource(kafka, topic: try topicName(user.topic(of: table)), starts: start)
      }
    case let other: throw CommandError.usage("--from \(other): there is kinesis and topics")
    }
  }

  private func places() throws -> (String) throws -> any TableStorage {
    guard out.hasPrefix("s3://") else { return { LocalTableFolder("\(out)/\($0)") } }
    let client = try s3Client(call)
    let place = try s3Place(out)
    let prefix = place.path.isEmpty || place.path.hasSuffix("/") ? place.path : "\(place.path)/"
    return { S3TableStorage(client.bucket(place.bucket), prefix: prefix + $0) }
  }
}
