import Foundation
import InsightsConformance
import Lakehouse
import TestKit

/// What Spark finds in the output of a job, and what it answers.
struct SparkView: Decodable {
  let clean: [String: SQLAnswer]
  let answers: [SQLAnswer]

  static func ask(_ output: String, _ queries: [String]) async throws -> SparkView {
    let script = URL(filePath: #filePath).appending(path: "../ask_spark.py").standardized.path
    return try await PeerAnswers.ask(
      SparkView.self,
      from: script,
      [output],
      queries,
      environment: SparkJobTests.environment
    )
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    clean = try container.decode([String: PeerAnswers.Printed].self, forKey: .clean)
      .mapValues(\.answer)
    answers = try container.decode([PeerAnswers.Printed].self, forKey: .answers).map(\.answer)
  }

  private enum CodingKeys: CodingKey { case clean, answers }
}
