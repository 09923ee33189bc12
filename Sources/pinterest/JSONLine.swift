import FoundationEssentials
import JSONBytes

/// One JSON object on one line, members in the order given.
func jsonLine(_ members: [(String, String)]) -> String {
  "{" + members.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",") + "}"
}

private func quoted(_ text: String) -> String {
  guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
  return String(decoding: data, as: UTF8.self)
}

/// A value on one line, as it is stored unless it is JSON with line feeds in it.
func oneLine(_ value: [UInt8]) -> String {
  let text = String(decoding: value, as: UTF8.self)
  guard value.contains(UInt8(ascii: "\n")) else { return text }
  return JSONScanner.scan(value) { json in
    var compact: [UInt8] = []
    do { try json.copyValue(to: &compact) } catch { return text }
    return String(decoding: compact, as: UTF8.self)
  }
}
