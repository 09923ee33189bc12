/// The words after a command's name, sorted into options and operands.
struct Arguments: Equatable {
  var values: [String: [String]] = [:]
  var operands: [String] = []

  /// Reads `--name value`, `--name=value`, `-n value`, flags, and `--` before operands.
  init(_ words: ArraySlice<String>, for command: Command) throws(CommandError) {
    let options = command.allOptions
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      guard word.hasPrefix("-"), word != "-", !Self.isNegativeNumber(word) else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let spelled = String(parts[0])
      guard let option = options.first(where: { $0.name == spelled || $0.short == spelled }) else {
        throw Self.unknown(spelled, among: options, of: command)
      }
      try take(option, inline: parts.count == 2 ? String(parts[1]) : nil, from: &rest)
    }
  }

  private mutating func take(
    _ option: CommandOption,
    inline: String?,
    from rest: inout ArraySlice<String>
  ) throws(CommandError) {
    if option.placeholder == nil {
      guard inline == nil else { throw .usage("\(option.name) takes no value") }
      values[option.name] = [""]
      return
    }
    guard let value = inline ?? rest.popFirst() else {
      throw .usage("\(option.synopsis): the value is missing")
    }
    if values[option.name] != nil, !option.isRepeatable {
      throw .usage("\(option.name) is given twice")
    }
    values[option.name, default: []].append(value)
  }

  private static func isNegativeNumber(_ word: String) -> Bool { Double(word) != nil }

  private static func unknown(
    _ spelled: String,
    among options: [CommandOption],
    of command: Command
  ) -> CommandError {
    let hint = Suggestion.nearest(to: spelled, among: options.map(\.name))
    let question = hint.map { "; did you mean \($0)?" } ?? ""
    return .usage("\(command.name) has no option \(spelled)\(question)")
  }
}
