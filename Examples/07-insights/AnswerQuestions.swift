// You will see what cleaning changes in the 11,154 rows of each table, rule by rule, a row before and
// after, and the course's questions answered: the first three rows of each.
import Lakehouse
import PinterestModels
import SyntheticRows

@main struct AnswerQuestions {
  static func main() async throws {
    let rows = SyntheticRows()
    let cleaner = Cleaner()
    var report = CleaningReport()
    var frames = CleanFrames()
    for position in 0..<SyntheticRows.publishedCount {
      let post = try await rows.post(at: position)
      frames.pins.append(cleaner.clean(post.pin, &report))
      frames.geolocations.append(cleaner.clean(post.geolocation, &report))
      frames.users.append(cleaner.clean(post.user, &report))
    }
    print("\(frames.count) rows cleaned:")
    for rule in report.rules { print("  \(rule): \(report[rule])") }

    let before = try await rows.post(at: 7528).pin
    let after = frames.pins[7528]
    print("Row 7528 before:", before.posterName ?? "nil", "|", before.followerCount ?? "nil")
    print("Row 7528 after: ", after.posterName ?? "nil", "|", after.saveLocation ?? "nil")

    let engine = SQLiteEngine(frames, columns: .asked)
    for answer in try await Insights().answers(from: engine) {
      print("Task \(answer.question.rawValue): \(answer.question.title)")
      print("  \(answer.answer.columns.joined(separator: " | "))")
      for row in answer.answer.rows.prefix(3) {
        print("  \(row.map(\.shown).joined(separator: " | "))")
      }
    }
  }
}
