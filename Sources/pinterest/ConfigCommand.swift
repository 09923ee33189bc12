import Terminal

let configCommand = Command(
  "config",
  "shows the settings in force and where each comes from",
  options: [.flag("--origin", "name the place of each value"), .flag("--json", "as JSON")],
  examples: ["pinterest config --origin"]
) { call in
  try call.expectOperands(atMost: 0)
  let keys = Set(commands.flatMap(\.options).filter(\.isSetting).map { $0.name.dropFirst(2) })
  var table = TextTable(
    headings: call.has("--origin") ? ["key", "value", "from"] : ["key", "value"]
  )
  for key in keys.sorted().map(String.init) {
    guard let found = call.settings.value(for: key) else { continue }
    if call.has("--json") {
      let fields = [("key", key), ("value", found.value), ("from", found.origin)]
      call.console.print(jsonLine(fields))
    } else {
      table.add([key, found.value, found.origin])
    }
  }
  if !call.has("--json") { for line in table.lines { call.console.print(line) } }
  return .done
}
