/// Writes what `--help` shows: runnable examples first, then the rest.
struct HelpText {
  let tree: CommandTree

  /// Every command in a line.
  var overview: String {
    var table = TextTable(headings: ["", ""])
    for command in tree.commands { table.add(["  \(command.name)", command.summary]) }
    return
      ([tree.summary, "", "commands:"] + table.lines.dropFirst() + [
        "", "\(tree.name) COMMAND --help shows one of them; data goes to standard output.",
      ]).joined(separator: "\n")
  }

  /// The page of the command that `words` name, or the list of those below them.
  func text(under words: some Collection<String>) -> String {
    let exact = tree.commands.filter { words.starts(with: $0.words) }
    if let command = exact.max(by: { $0.words.count < $1.words.count }) { return page(command) }
    let below = tree.commands.filter { $0.words.starts(with: words) }
    return below.isEmpty ? overview : below.map(page).joined(separator: "\n\n")
  }

  private func page(_ command: Command) -> String {
    let usage = [
      tree.name, command.name, command.options.isEmpty ? "" : "[options]", command.operands,
    ]
    var table = TextTable(headings: ["", ""])
    for option in command.allOptions { table.add(["  \(option.synopsis)", option.help]) }
    return
      (command.examples.map { "  \($0)" } + [
        "", command.summary, "usage: " + usage.filter { !$0.isEmpty }.joined(separator: " "), "",
      ] + table.lines.dropFirst()).joined(separator: "\n")
  }
}
