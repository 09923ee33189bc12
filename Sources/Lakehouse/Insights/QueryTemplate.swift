/// A query with marks that say what options change; without them it runs as it stands.
///
/// - `…  --[ties=course|all]` at the end of a line: the line is there where the option has one of
///   these values.
/// - `--[ties=one] …` at the beginning: the rest of the line is there then.
/// - `/*first-post-year*/2018`: the word or text behind the comment is replaced by the option's.
///
/// Several options in brackets must all hold. To any engine the marks are comments, and what is
/// outside them is the query as the course means it.
struct QueryTemplate {
  let text: String

  init(_ bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }

  init(_ text: String) { self.text = text }

  /// The names of the options that change the query.
  var optionNames: Set<String> {
    let conditions = text.matches(of: /--\[([^\]]*)\]/).flatMap { match in
      match.1.split(separator: ",").map { String($0.prefix { $0 != "=" }) }
    }
    return Set(conditions).union(text.matches(of: /\/\*([^*]*)\*\//).map { String($0.1) })
  }

  /// The query as `options` mean it, without marks.
  func sql(_ options: InsightOptions) -> String {
    let settings = options.settings
    return text.split(separator: "\n", omittingEmptySubsequences: true)
      .compactMap { Self.line($0, settings) }
      .map { Self.filled($0, settings) + "\n" }
      .joined()
  }

  /// The line without its mark; `nil` where its condition does not hold.
  private static func line(_ line: Substring, _ settings: [String: String]) -> String? {
    guard let mark = line.firstRange(of: "--["),
      let end = line[mark.upperBound...].firstIndex(of: "]")
    else { return String(line) }
    guard holds(line[mark.upperBound..<end], settings) else { return nil }
    let before = line[..<mark.lowerBound]
    let after = line[line.index(after: end)...]
    guard before.allSatisfy({ $0 == " " }) else { return trimmingEnd(before) }
    return String(before + after.drop { $0 == " " })
  }

  /// Whether every `option=value|value` of a condition holds.
  private static func holds(_ condition: Substring, _ settings: [String: String]) -> Bool {
    condition.split(separator: ",").allSatisfy { clause in
      let parts = clause.split(separator: "=", maxSplits: 1)
      precondition(parts.count == 2, "\(clause) compares nothing")
      guard let setting = settings[String(parts[0])] else {
        preconditionFailure("there is no option \(parts[0])")
      }
      return parts[1].split(separator: "|").contains { $0 == setting }
    }
  }

  /// The line with the options' values in place of the words behind their marks.
  private static func filled(_ line: String, _ settings: [String: String]) -> String {
    var output = ""
    var rest = line[...]
    while let mark = rest.firstRange(of: "/*"),
      let end = rest[mark.upperBound...].firstRange(of: "*/")
    {
      guard let value = settings[String(rest[mark.upperBound..<end.lowerBound])] else {
        preconditionFailure("there is no option for \(rest)")
      }
      output += rest[..<mark.lowerBound] + value
      rest = behindWord(rest[end.upperBound...])
    }
    return output + rest
  }

  /// What follows the text in quotes, or the number or name, at the beginning.
  private static func behindWord(_ text: Substring) -> Substring {
    guard text.first == "'" else {
      return text.drop { $0.isLetter || $0.isNumber || $0 == "_" }
    }
    return text.dropFirst().drop { $0 != "'" }.dropFirst()
  }

  private static func trimmingEnd(_ text: Substring) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension InsightOptions {
  /// What the marks of a template stand for.
  ///
  /// Every value is a number or from a closed set, so nothing a person types gets into SQL.
  fileprivate var settings: [String: String] {
    var settings = [
      "ties": ties.rawValue, "listing": listing.rawValue, "median": median.rawValue,
      "users": users.rawValue, "poster": poster.rawValue,
      "zero-followers": zeroFollowers.rawValue, "over-fifty": "'\(overFifty.rawValue)'",
      "post-years": postYears == nil ? "all" : "some",
      "join-years": joinYears == nil ? "all" : "some",
    ]
    settings["first-post-year"] = (postYears?.lowerBound).map(String.init) ?? ""
    settings["last-post-year"] = (postYears?.upperBound).map(String.init) ?? ""
    settings["first-join-year"] = (joinYears?.lowerBound).map(String.init) ?? ""
    settings["last-join-year"] = (joinYears?.upperBound).map(String.init) ?? ""
    return settings
  }
}
