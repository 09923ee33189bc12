import CurlTransport
import Emulator
import EventLog
import FoundationEssentials
import HTTPWire
import KafkaRESTClient
import Lakehouse
import LocalCloud
import PinterestModels
import SyntheticRows
import Terminal

/// One walk through the pipeline, from rows to insights, with a line for every station.
struct PipelineRun {
  /// The stations in the order of the data.
  enum Station: Int, CaseIterable {
    case posts, topics, objects, frames, insights

    /// What a failure is said to have happened at.
    var work: String {
      switch self {
      case .posts: "posting through the gateway"
      case .topics: "reading the topics"
      case .objects: "moving records into objects"
      case .frames: "reading and cleaning the objects"
      case .insights: "answering the questions"
      }
    }
  }

  private let call: Invocation
  private let user: UserID
  private let posts: Int
  private let board: LineBoard
  private let kept: KeptRun?
  private let form: RowForm

  init(_ call: Invocation, user: UserID, posts: Int) throws {
    self.call = call
    self.user = user
    self.posts = posts
    board = LineBoard(call.console, Station.allCases.map { "\($0)" })
    form = try RowPrinter.form(call)
    kept = try call["--keep"].map { try KeptRun(folder: $0) }
  }

  func perform() async throws {
    var options = LocalCloud.Options()
    options.userID = "\(user)"
    if let kept { options.storage = .folder(kept.cloud) }
    try await LocalCloud.run(options) { cloud in
      try await cloud.connectors.create(user.connector, Self.sink(for: user))
      try await at(.posts) { try await post(to: cloud) }
      try await at(.objects) { try await drain(cloud) }
      let frames = try await at(.frames) { try await cleanedFrames(of: cloud) }
      try await at(.insights) { try await answer(frames) }
    }
    if let kept { call.console.note(kept.hint) }
  }

  /// Says at which station something went wrong.
  private func at<Value>(
    _ station: Station,
    _ body: () async throws -> Value
  ) async throws -> Value {
    do { return try await body() } catch let error as CommandError {
      throw CommandError(error.exitCode, "\(station.work): \(error)")
    } catch {
      // Ctrl-C is no failure of the station.
      if Task.isCancelled { throw error }
      throw CommandError(.failed, "\(station.work): \(error)")
    }
  }

  // MARK: - Stations

  private func post(to cloud: LocalCloud) async throws {
    let transport = CurlTransport()
    let gateway = try HTTPEndpoint(cloud.endpoints.gateway + "/test")
    let target = try KafkaRESTTarget(
      KafkaRESTClient(transport, endpoint: gateway),
      userID: user,
      name: "gateway"
    )
    var options = Emulator.Options()
    options.count = posts
    options.pace.rate = .unlimited
    options.concurrency = 16
    // A cloud of one's own that refuses one record refuses the next for the same reason.
    options.onError = .stop
    let emulator = Emulator(options, from: SyntheticRows(), to: target)
    let start = ContinuousClock.now
    var listener = Emulator.Listener()
    listener.progress = { [board, posts] tally in
      board.update(Station.posts.rawValue) {
        "\(tally.posts) of \(posts)  \(rate(tally.total.acknowledged, since: start))"
      }
    }
    // Made before the closure, which may not see a variable.
    let heard = listener
    let tally = try await withMonitor(of: cloud, since: start) {
      try await withTaskExecutorPreference(transport.executor) { try await emulator.run(heard) }
    }
    let acknowledged = tally.total.acknowledged
    board.finish(
      Station.posts.rawValue,
      "\(tally.posts) posts, \(acknowledged) records acknowledged  "
        + rate(acknowledged, since: start)
    )
    guard acknowledged == posts * 3 else {
      let first = tally.failures.values.first?.firstMessage ?? "no reason was given"
      throw CommandError(.failed, "\(acknowledged) of \(posts * 3) records arrived: \(first)")
    }
    board.finish(Station.topics.rawValue, try await topicCounts(cloud))
  }

  private func drain(_ cloud: LocalCloud) async throws {
    let start = ContinuousClock.now
    try await withMonitor(of: cloud, since: start) { try await cloud.connectors.drained() }
    let count = cloud.objects(in: user.bucket, under: "topics/").count
    board.finish(
      Station.objects.rawValue,
      "\(count) in s3://\(user.bucket)/topics/, the last \(milliseconds(since: start)) after the last post"
    )
    guard count == posts * 3 else {
      throw CommandError(.failed, "\(count) objects instead of \(posts * 3)")
    }
  }

  private func cleanedFrames(of cloud: LocalCloud) async throws -> CleanFrames {
    let start = ContinuousClock.now
    var reader = CleanReader()
    // A row that is drawn twice is posted twice, and would count twice in each answer.
    reader.cleaning.duplicates = .sameRow
    let (frames, report) = try await reader.frames(from: LakeSources(of: cloud, user: user))
    let rows = frames.count
    board.finish(
      Station.frames.rawValue,
      "\(rows) rows read and cleaned, \(report.cleaning.rules.count) rules found work  "
        + rate(rows, since: start)
    )
    try kept?.keep(frames)
    return frames
  }

  private func answer(_ frames: CleanFrames) async throws {
    let start = ContinuousClock.now
    let insights = Insights()
    let engine = SQLiteEngine(frames, columns: .asked)
    let answers = try await insights.answers(from: engine)
    board.finish(
      Station.insights.rawValue,
      "\(answers.count) questions answered in \(milliseconds(since: start))"
    )
    AnswerPrinter(form, call.console).show(answers, limit: 12)
    for path in [call["--report"], kept?.report].compactMap({ $0 }) {
      let report = InsightReport(
        source: "s3://\(user.bucket)/topics",
        figures: try await insights.figures(from: engine),
        answers: answers,
        options: insights.options
      )
      try OutputFile(path: path).write(Array(report.html.utf8))
      call.console.note("the report is \(path)")
    }
  }

  // MARK: - Watching

  /// Shows how far topics and objects are while `body` runs.
  private func withMonitor<Value: Sendable>(
    of cloud: LocalCloud,
    since start: ContinuousClock.Instant,
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        while !Task.isCancelled {
          // A figure for the eye, ten times a second: nothing waits for it.
          try? await Task.sleep(for: .milliseconds(100))
          if let counts = try? await topicCounts(cloud) {
            board.update(Station.topics.rawValue) { counts }
          }
          let group = "connect-\(user.connector)"
          let moved = ((try? await cloud.log.committedOffsets(of: group)) ?? [:]).values
            .reduce(0) { $0 + $1.offset }
          board.update(Station.objects.rawValue) { "\(moved)  \(rate(moved, since: start))" }
        }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() { if let value = result { return value } }
      throw CancellationError()
    }
  }

  private func topicCounts(_ cloud: LocalCloud) async throws -> String {
    var counts: [String] = []
    for table in Table.allCases {
      let topic = try EventLog.TopicName(user.topic(of: table))
      let place = EventLog.TopicPartition(topic, 0)
      let end = (try? await cloud.log.offsets(of: place).upperBound) ?? 0
      counts.append("\(topic) \(end)")
    }
    return counts.joined(separator: "  ")
  }

  /// The connector of the course.
  private static func sink(for user: UserID) -> [String: String] {
    [
      "connector.class": "io.confluent.connect.s3.S3SinkConnector", "s3.region": "us-east-1",
      "flush.size": "1", "schema.compatibility": "NONE", "tasks.max": "3",
      "topics.regex": "\(user).*",
      "format.class": "io.confluent.connect.s3.format.json.JsonFormat",
      "partitioner.class": "io.confluent.connect.storage.partitioner.DefaultPartitioner",
      "value.converter.schemas.enable": "false",
      "value.converter": "org.apache.kafka.connect.json.JsonConverter",
      "storage.class": "io.confluent.connect.s3.storage.S3Storage",
      "key.converter": "org.apache.kafka.connect.storage.StringConverter",
      "s3.bucket.name": user.bucket,
    ]
  }
}

/// `1,200/s`.
private func rate(_ count: Int, since start: ContinuousClock.Instant) -> String {
  let seconds = (ContinuousClock.now - start) / .seconds(1)
  return "\(Int(Double(count) / max(0.001, seconds)))/s"
}

private func milliseconds(since start: ContinuousClock.Instant) -> String {
  "\(Int((ContinuousClock.now - start) / .milliseconds(1))) ms"
}
