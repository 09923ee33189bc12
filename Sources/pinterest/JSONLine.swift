import FoundationEssentials

/// One JSON object on one line, members in the order given.
func jsonLine(_ members: [(String, String)]) -> String {
  "{" + members.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",") + "}"
}

private func quoted(_ text: String) -> String {
  guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
  return String(decoding: data, as: UTF8.self)
}
