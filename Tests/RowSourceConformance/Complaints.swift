import PinterestModels

/// Complaints as they gather while a source is examined.
struct Complaints: Sendable {
  private let subject: String
  private var texts: [String] = []

  /// Runs an examination; an error it throws is a complaint too.
  static func gathered(
    about subject: String,
    _ examine: (inout Complaints) async throws(RowSourceError) -> Void
  ) async -> [String] {
    var complaints = Complaints(subject: subject)
    do { try await examine(&complaints) } catch { complaints.add("threw \(error)") }
    return complaints.texts
  }

  private init(subject: String) { self.subject = subject }

  mutating func add(_ text: String) { texts.append("\(subject): \(text)") }

  mutating func expectNoRow(
    at position: Int,
    _ ask: () async throws(RowSourceError) -> Void
  ) async {
    do {
      try await ask()
      add("has a row at \(position)")
    } catch {
      if error.code != .noSuchRow { add("says \(error) of row \(position)") }
      if error.place?.position != position { add("does not name position \(position)") }
    }
  }
}
