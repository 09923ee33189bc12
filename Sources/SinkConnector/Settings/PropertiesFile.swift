/// Reads the `.properties` files of Java: `key=value`, `key: value`, comments, continued lines.
public enum PropertiesFile {
  /// The settings of a text; of a key that stands twice, the last counts, as in Java.
  public static func parse(_ text: String) throws(PropertiesError) -> [String: String] {
    var settings: [String: String] = [:]
    var logical = ""
    var begun = 0
    // Java ends lines with these and no others.
    let lines = text.split(omittingEmptySubsequences: false) { ["\n", "\r", "\r\n"].contains($0) }
    for (number, line) in lines.enumerated() {
      let content = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{c}" }
      if logical.isEmpty {
        if content.isEmpty || content.hasPrefix("#") || content.hasPrefix("!") { continue }
        begun = number + 1
      }
      logical += content
      // An odd number of backslashes at the end continues the line.
      let backslashes = logical.reversed().prefix { $0 == "\\" }.count
      if backslashes % 2 == 1, number + 1 < lines.count {
        logical.removeLast()
        continue
      }
      let (key, value) = try pair(logical, line: begun)
      settings[key] = value
      logical = ""
    }
    return settings
  }

  private static func pair(
    _ line: String,
    line number: Int
  ) throws(PropertiesError) -> (String, String) {
    var key = ""
    var rest = line[...]
    while let character = rest.first, !" \t=:".contains(character) {
      key += try next(&rest, line: number)
    }
    rest = rest.drop { $0 == " " || $0 == "\t" }
    if let separator = rest.first, separator == "=" || separator == ":" {
      rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
    }
    var value = ""
    while !rest.isEmpty { value += try next(&rest, line: number) }
    return (key, value)
  }

  /// Takes one character, escapes resolved.
  private static func next(
    _ rest: inout Substring,
    line: Int
  ) throws(PropertiesError) -> String {
    guard let character = rest.popFirst() else { return "" }
    guard character == "\\", let escaped = rest.popFirst() else { return String(character) }
    switch escaped {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "f": return "\u{c}"
    case "u":
      var units = [try unit(&rest, line: line)]
      // What lies beyond the first plane is written as two.
      if UTF16.isLeadSurrogate(units[0]), rest.hasPrefix("\\u") {
        rest.removeFirst(2)
        units.append(try unit(&rest, line: line))
      }
      return String(decoding: units, as: UTF16.self)
    default: return String(escaped)
    }
  }
}

extension PropertiesFile {
  private static func unit(
    _ rest: inout Substring,
    line: Int
  ) throws(PropertiesError) -> UInt16 {
    let digits = rest.prefix(4)
    guard digits.count == 4, let unit = UInt16(digits, radix: 16) else {
      throw PropertiesError(line: line, reason: "\\u needs four hexadecimal digits")
    }
    rest.removeFirst(4)
    return unit
  }
}

/// A line that is no property.
public struct PropertiesError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, counted from 1.
  public let line: Int
  /// What is wrong with it.
  public let reason: String

  /// The line and the reason.
  public var description: String { "line \(line): \(reason)" }
}
