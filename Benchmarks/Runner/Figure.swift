import FoundationEssentials

/// One measured case beside its peer, its limit and its goal; a line of `dev/bench --json`.
struct Figure: Codable {
  var `case`: String
  var unit: String
  var ours: Double
  var peer: String?
  var peerValue: Double?
  /// What a program in C that does only the unavoidable needs.
  var limit: Double?
  var goal: Double?

  /// Rates want to be high, costs want to be low.
  var reachesGoal: Bool? {
    goal.map { unit.contains("/s") ? ours >= $0 : ours <= $0 }
  }

  var line: String {
    let words = [
      self.case.padded(to: 28), rounded(ours).padded(to: 10), unit.padded(to: 14),
      peerValue.map { "\(peer ?? "peer") \(rounded($0))".padded(to: 26) },
      limit.map { "limit \(rounded($0))".padded(to: 14) },
      goal.map { "goal \(rounded($0))" + (reachesGoal == true ? "" : "  SHORT") },
    ]
    return words.compactMap { $0 }.joined(separator: " ")
  }

  private func rounded(_ value: Double) -> String {
    let scale: Double = abs(value) < 10 ? 1_000 : abs(value) < 1_000 ? 10 : 1
    let text = "\((value * scale).rounded() / scale)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
