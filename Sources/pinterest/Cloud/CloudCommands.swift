import FoundationEssentials
import Glibc
import LocalCloud
import Terminal

private let readyFile = CommandOption.value("--ready-file", "FILE", "the file `up` wrote")

let downCommand = Command(
  "down",
  "ends the local cloud",
  options: [readyFile],
  examples: ["pinterest down"]
) { call in
  try call.expectOperands(atMost: 0)
  let status = try await RunFile(call).answering()
  kill(Int32(status.pid), SIGTERM)
  // It finishes what is in flight; that it is gone shows only by asking.
  while kill(Int32(status.pid), 0) == 0 {
    try await ContinuousClock().sleep(for: .milliseconds(10))
  }
  call.console.note("process \(status.pid) has ended")
  return .done
}

let statusCommand = Command(
  "status",
  "says how the local cloud is",
  options: [readyFile, .flag("--json", "as JSON, the same as the ready file")],
  examples: ["pinterest status", "pinterest status --json"]
) { call in
  try call.expectOperands(atMost: 0)
  let status = try await RunFile(call).answering()
  if call.has("--json") {
    call.console.print(String(decoding: try status.json(), as: UTF8.self))
  } else {
    call.console.print("running     process \(status.pid)")
    announce(status, call)
  }
  return .done
}

let envCommand = Command(
  "env",
  "prints variables that point AWS clients and our own commands to the local cloud",
  options: [
    readyFile,
    .value("--shell", "SHELL", "sh (default), fish or json"),
    .flag("--unset", "take them back"),
  ],
  examples: ["eval \"$(pinterest env)\"", "pinterest env --shell fish | source"]
) { call in
  try call.expectOperands(atMost: 0)
  let name = call["--shell"] ?? "sh"
  guard let shell = CloudStatus.Shell(rawValue: name) else {
    throw CommandError.usage("--shell \(name): there is sh, fish and json")
  }
  let status = try RunFile(call).running()
  for line in status.exports(for: shell, unset: call.has("--unset")) { call.console.print(line) }
  return .done
}
