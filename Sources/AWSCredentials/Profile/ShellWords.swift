/// Splits a command line into words as a POSIX shell would, and does nothing else a shell does.
///
/// Quotes and backslashes work; variables, `~`, pipes and `;` are ordinary text.
enum ShellWords {
  /// The words, or `nil` where a quote is never closed or a backslash escapes nothing.
  static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = line[...]
    while let character = rest.popFirst() {
      switch (quote, character) {
      case (nil, " "), (nil, "\t"), (nil, "\n"):
        if let word { words.append(word) }
        word = nil
      case (nil, "'"), (nil, "\""):
        quote = character
        word = word ?? ""
      case (let open?, _) where open == character: quote = nil
      case (nil, "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        word = (word ?? "") + String(escaped)
      case ("\"", "\\"):
        // Between double quotes a backslash only escapes what would be special there.
        guard let next = rest.popFirst() else { return nil }
        word = (word ?? "") + (next == "\"" || next == "\\" ? "" : "\\") + String(next)
      default: word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { return nil }
    if let word { words.append(word) }
    return words
  }
}
