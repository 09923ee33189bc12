import JSONBytes

/// One request whose members are of the right types and keep their rules.
struct KinesisCall: Sendable {
  let operation: KinesisOperation
  let input: JSONObject
  /// When it came, in milliseconds since 1970.
  let now: Int

  /// The text of a member; what is there and empty counts as there.
  func text(_ name: String) -> String? { input[name]?.string }

  /// The text of a member that must be there, which was checked before.
  func required(_ name: String) -> String { text(name) ?? "" }

  /// A whole number; fractions are cut off, as Kinesis does.
  func integer(_ name: String) -> Int? {
    guard case .number(let number)? = input[name] else { return nil }
    return number.int ?? number.double.flatMap { Int(exactly: $0.rounded(.down)) }
  }

  func boolean(_ name: String) -> Bool { input[name]?.bool ?? false }

  /// A moment in milliseconds since 1970.
  func moment(_ name: String) -> Int? { Self.moment(input[name]) }

  static func moment(_ value: JSONValue?) -> Int? {
    guard let seconds = value?.double, abs(seconds) < 1e15 else { return nil }
    return Int((seconds * 1000).rounded())
  }

  /// Texts by name.
  func texts(_ name: String) -> [String: String] {
    let members = input[name]?.object?.members ?? []
    return Dictionary(members.map { ($0.key, $0.value.string ?? "") }) { $1 }
  }

  /// The name of the stream it is about, as far as the request tells.
  var streamName: String? {
    for member in input.members {
      guard case .string(let text) = member.value else { continue }
      switch member.key {
      case "StreamName": return text
      case "StreamARN", "ResourceARN", "ConsumerARN": return Self.name(inARN: text)
      default: break
      }
    }
    return nil
  }

  /// `arn:aws:kinesis:region:account:stream/name/consumer/…` → `name`.
  static func name(inARN text: String) -> String? {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    let path = parts[5].split(separator: "/", omittingEmptySubsequences: false)
    return path.count >= 2 && path[0] == "stream" ? String(path[1]) : nil
  }
}
