import JSONBytes

/// Makes sure that the members of a request keep the rules of their shapes, and says all that do not.
struct RequestRules {
  private static let mostComplaints = 10

  private var complaints: [String] = []

  static func check(
    _ object: JSONObject,
    _ members: [Shape.Member]
  ) throws(KinesisFailure) {
    var rules = RequestRules()
    rules.check(object, members, below: "")
    guard let first = rules.complaints.first else { return }
    let complaints = rules.complaints.prefix(mostComplaints)
    let count =
      complaints.count == 1 ? "1 validation error" : "\(complaints.count) validation errors"
    throw .validation(
      "\(count) detected: " + (complaints.count == 1 ? first : complaints.joined(separator: "; "))
    )
  }

  private mutating func check(
    _ object: JSONObject,
    _ members: [Shape.Member],
    below path: String
  ) {
    for member in members where complaints.count < Self.mostComplaints {
      let value = object[member.name]
      guard let value, value != .null else {
        if member.isRequired {
          complain("null", path + member.spokenName, "Member must not be null")
        }
        continue
      }
      check(value, member.shape, path, member)
    }
  }

  private mutating func check(
    _ value: JSONValue,
    _ shape: Shape,
    _ path: String,
    _ member: Shape.Member
  ) {
    switch (shape, value) {
    case (.text(let rule), .string(let text)):
      check(text, rule, { path + member.spokenName })
    case (.integer(let range?), .number(let number)):
      check(number, range, { path + member.spokenName })
    case (.blob(let most), .string(let text)):
      guard text.utf8.count / 4 * 3 > most, let size = Self.decodedLength(text), size > most
      else { return }
      let buffer = "'java.nio.HeapByteBuffer[pos=0 lim=\(size) cap=\(size)]'"
      complainOfLength(buffer, path + member.spokenName, size, 0...most)
    case (.list(let shape, let counts), .array(let elements)):
      check(elements, shape, counts, path + member.spokenName)
    case (.map(let keys, let values, let counts), .object(let object)):
      check(object, keys, values, counts, path + member.spokenName)
    case (.structure(let members), .object(let object)):
      check(object, members, below: path + member.spokenName + ".")
    default: break
    }
  }

  private mutating func check(
    _ text: String,
    _ rule: Shape.TextRule,
    _ place: () -> String
  ) {
    if let pattern = rule.pattern, !pattern.matches(text) {
      complain(
        "'\(text)'",
        place(),
        "Member must satisfy regular expression pattern: \(pattern.spelling)"
      )
    }
    if let lengths = rule.lengths, !lengths.contains(text.unicodeScalars.count) {
      complainOfLength("'\(text)'", place(), text.unicodeScalars.count, lengths)
    }
    if let words = rule.words, !words.contains(text) {
      complain(
        "'\(text)'",
        place(),
        "Member must satisfy enum value set: [\(words.joined(separator: ", "))]"
      )
    }
  }

  private mutating func check(
    _ number: JSONNumber,
    _ range: ClosedRange<Int>,
    _ place: () -> String
  ) {
    // What does not fit an integer is out of every range.
    let value = number.double ?? .infinity
    if value < Double(range.lowerBound) {
      complain(
        "'\(number)'",
        place(),
        "Member must have value greater than or equal to \(range.lowerBound)"
      )
    } else if value > Double(range.upperBound) {
      complain(
        "'\(number)'",
        place(),
        "Member must have value less than or equal to \(range.upperBound)"
      )
    }
  }

  private mutating func check(
    _ elements: [JSONValue],
    _ shape: Shape,
    _ counts: ClosedRange<Int>,
    _ place: String
  ) {
    if !counts.contains(elements.count) {
      complainOfLength("'\(Self.spoken(elements))'", place, elements.count, counts)
    }
    if case .text(let rule) = shape, let lengths = rule.lengths {
      let texts = elements.compactMap(\.string)
      if texts.contains(where: { !lengths.contains($0.unicodeScalars.count) }) {
        complain("'\(Self.spoken(elements))'", place, "Member must satisfy " + Self.both(lengths))
      }
      return
    }
    for (index, element) in elements.enumerated() where complaints.count < Self.mostComplaints {
      guard case .structure(let members) = shape, case .object(let object) = element else {
        continue
      }
      check(object, members, below: "\(place).\(index + 1).member.")
    }
  }

  private mutating func check(
    _ object: JSONObject,
    _ keys: ClosedRange<Int>,
    _ values: ClosedRange<Int>,
    _ counts: ClosedRange<Int>,
    _ place: String
  ) {
    let spoken =
      "'{"
      + object.members.map { "\($0.key)=\($0.value.string ?? "null")" }
      .joined(separator: ", ") + "}'"
    if !counts.contains(object.members.count) {
      complainOfLength(spoken, place, object.members.count, counts)
    }
    if object.members.contains(where: { !keys.contains($0.key.unicodeScalars.count) }) {
      complain(spoken, place, "Map keys must satisfy " + Self.both(keys))
    }
    if object.members.contains(where: {
      !values.contains(($0.value.string ?? "").unicodeScalars.count)
    }) {
      complain(spoken, place, "Map value must satisfy " + Self.both(values))
    }
  }

  private mutating func complainOfLength(
    _ value: String,
    _ place: String,
    _ length: Int,
    _ lengths: ClosedRange<Int>
  ) {
    if length < lengths.lowerBound {
      complain(
        value,
        place,
        "Member must have length greater than or equal to \(lengths.lowerBound)"
      )
    } else {
      complain(value, place, "Member must have length less than or equal to \(lengths.upperBound)")
    }
  }

  private mutating func complain(_ value: String, _ place: String, _ constraint: String) {
    complaints.append("Value \(value) at '\(place)' failed to satisfy constraint: \(constraint)")
  }

  private static func both(_ lengths: ClosedRange<Int>) -> String {
    "constraint: [Member must have length less than or equal to \(lengths.upperBound), "
      + "Member must have length greater than or equal to \(lengths.lowerBound)]"
  }

  private static func spoken(_ elements: [JSONValue]) -> String {
    "[" + elements.map { $0.string ?? "\($0)" }.joined(separator: ", ") + "]"
  }

  private static func decodedLength(_ base64: String) -> Int? {
    let padding = base64.utf8.suffix(2).count { $0 == UInt8(ascii: "=") }
    return base64.utf8.count / 4 * 3 - padding
  }
}
