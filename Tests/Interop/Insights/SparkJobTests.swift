import Foundation
import InsightsConformance
import Lakehouse
import PinterestModels
import SyntheticRows
import TestKit
import Testing

/// The exported job on a real Spark: every cleaned row and every answer as the embedded engine's.
@Suite(
  .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["PINTEREST_SPARK"] == "1", "dev/test --spark")
)
struct SparkJobTests {
  /// The course's rules, and rules that differ from them wherever they can.
  static let jobs: [SparkJob] = {
    var other = SparkJob()
    other.cleaning.sentinels = .courseAndJunk
    other.cleaning.sentinels.matching = .prefix
    other.cleaning.followers = .tolerant
    other.cleaning.duplicates = .sameRow
    other.cleaning.timestamps = .spark
    other.cleaning.dropsEmptyRows = true
    other.insights.ties = .one
    other.insights.listing = .full
    other.insights.median = .interpolated
    other.insights.users = .namesAndAges
    other.insights.poster = .userName
    other.insights.overFifty = .fiftyPlus
    other.insights.zeroFollowers = .drop
    other.insights.postYears = nil
    other.insights.joinYears = 2016...2017
    return [SparkJob(), other]
  }()

  /// What runs Spark on this machine alone, quietly, two tasks at once.
  static let environment = [
    "TZ": "UTC", "SPARK_LOCAL_IP": "127.0.0.1",
    "PYSPARK_SUBMIT_ARGS": """
    --master local[2] --driver-memory 2g --conf spark.ui.enabled=false \
    --conf spark.ui.showConsoleProgress=false --conf spark.sql.shuffle.partitions=2 pyspark-shell
    """,
  ]

  @Test(.timeLimit(.minutes(20)), arguments: jobs.indices)
  func `every cleaned row and every answer is equal to ours`(job number: Int) async throws {
    let job = Self.jobs[number]
    try await withTemporaryDirectory { folder in
      try DirtyTopics.write(to: folder.appending(path: "topics"))
      let frames = try await Self.frames(of: job, in: folder)
      try await Self.run(job, in: folder)
      let queries = number == 0 ? OptionCombinations.queries : []
      let spark = try await SparkView.ask(folder.appending(path: "out").path, queries)
      let engine = SQLiteEngine(frames)
      for (table, theirs) in spark.clean {
        let ours = try await engine.answer("SELECT * FROM \(table)")
        #expect(ours.columns == theirs.columns)
        #expect(ours.rows.count == theirs.rows.count, "\(table)")
        Self.expectSameRows(ours, theirs, of: table)
      }
      for (query, theirs) in zip(queries, spark.answers) {
        #expect(try await engine.answer(query).levelled == theirs.levelled, "\(query)")
      }
      for answer in try await Insights(job.insights).answers(from: engine) {
        let theirs = try Self.answer(answer, in: folder)
        #expect(theirs == answer.answer.levelled, "\(answer.sql)")
      }
    }
  }

  @Test(.timeLimit(.minutes(20)))
  func `keeps the contract of every engine`() async throws {
    let complaints = try await PeerEngine.run(
      "spark",
      script: EngineAnswersTests.script,
      environment: Self.environment
    ) { engine in
      await SQLEngineConformance(engine).complaints()
    }
    #expect(complaints == [])
  }

  private static func frames(of job: SparkJob, in folder: URL) async throws -> CleanFrames {
    let topics = folder.appending(path: "topics/\(DirtyTopics.userID)").path
    let reader = CleanReader(reading: job.reading, cleaning: job.cleaning)
    return try await reader.frames(
      from: LakeSources(
        pin: FolderSource("\(topics).pin"),
        geo: FolderSource("\(topics).geo"),
        user: FolderSource("\(topics).user")
      )
    ).frames
  }

  private static func run(_ job: SparkJob, in folder: URL) async throws {
    var job = job
    job.input = folder.appending(path: "topics").path
    job.output = folder.appending(path: "out").path
    let program = folder.appending(path: "job.py")
    let file = try #require(job.files.first { $0.path == "job.py" })
    try Data(file.text.utf8).write(to: program)
    _ = try await Peer.output(of: Peers.python, [program.path], environment: environment)
  }

  /// Spark keeps no order, so rows are compared as they sort.
  private static func expectSameRows(_ ours: SQLAnswer, _ theirs: SQLAnswer, of table: String) {
    let sorted = [ours, theirs].map { answer in
      answer.levelled.rows.map { "\($0)" }.sorted()
    }
    for (our, their) in zip(sorted[0], sorted[1]) where our != their {
      Issue.record("\(table): \(our) is \(their) on Spark")
      return
    }
  }

  /// What the job wrote as an answer; Spark's JSON has no member where there is nothing.
  private static func answer(_ answer: InsightAnswer, in folder: URL) throws -> SQLAnswer {
    let place = folder.appending(path: "out/answers/\(answer.question.name)")
    let parts = try FileManager.default.contentsOfDirectory(atPath: place.path)
      .filter { $0.hasSuffix(".json") }
      .sorted()
    var rows: [[SQLValue]] = []
    for part in parts {
      let text = try String(contentsOf: place.appending(path: part), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let members = try JSONDecoder().decode([String: PeerValue].self, from: Data(line.utf8))
        rows.append(answer.answer.columns.map { members[$0]?.value ?? .null })
      }
    }
    return SQLAnswer(columns: answer.answer.columns, rows: rows).levelled
  }
}
