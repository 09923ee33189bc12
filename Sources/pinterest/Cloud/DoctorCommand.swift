import FoundationEssentials
import Glibc
import LocalCloud
import SinkConnector
import Terminal

let doctorCommand = Command(
  "doctor",
  "checks this machine, whether a local cloud runs, and the properties of a Kafka client",
  options: [
    .value("--data-dir", "DIR", "the folder `up` would use", setting: true),
    .value("--port", "BASE", "the ports `up` would use", setting: true),
    .value("--ready-file", "FILE", "the file `up` wrote"),
    .value("--client-properties", "FILE", "a client.properties or kafka-rest.properties to check"),
    .flag("--json", "as JSON"),
  ],
  examples: ["pinterest doctor", "pinterest doctor --client-properties client.properties"]
) { call in
  try call.expectOperands(atMost: 0)
  let findings = try doctorFindings(call)
  for finding in findings {
    if call.has("--json") {
      let members = [
        ("check", finding.check), ("result", finding.result.rawValue), ("detail", finding.detail),
      ]
      call.console.print(jsonLine(members))
    } else {
      let mark = finding.result.rawValue
      let space = String(repeating: " ", count: max(1, 9 - mark.count))
      call.console.print("\(mark)\(space)\(finding.check): \(finding.detail)")
    }
  }
  return findings.contains { $0.result == .problem } ? .failed : .done
}

private func doctorFindings(_ call: Invocation) throws -> [MachineCheck.Finding] {
  if let path = call["--client-properties"] { return try clientFindings(path) }
  let machine = MachineCheck(try cloudOptions(call))
  let running = try? RunFile(call).running()
  let cloud = running.map { MachineCheck.Finding("cloud", .good, "process \($0.pid) runs") }
  let none = MachineCheck.Finding("cloud", .note, "none runs; pinterest up starts one")
  return [cloud ?? none] + machine.findings() + (running == nil ? machine.ports() : [])
    + [awsCLI(call)]
}

/// Each line of a client's properties, and each that is missing.
private func clientFindings(_ path: String) throws -> [MachineCheck.Finding] {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw CommandError(.badConfiguration, "\(path): there is no such file")
  }
  do {
    return try ClientProperties(parsing: String(decoding: data, as: UTF8.self)).findings.map {
      MachineCheck.Finding($0.key, $0.isWrong ? .problem : .good, $0.explanation)
    }
  } catch { throw CommandError(.badConfiguration, "\(path): \(error)") }
}

private func awsCLI(_ call: Invocation) -> MachineCheck.Finding {
  let folders = (call.environment["PATH"] ?? "").split(separator: ":")
  guard let folder = folders.first(where: { access("\($0)/aws", X_OK) == 0 }) else {
    return MachineCheck.Finding("aws cli", .note, "not installed; nothing here needs it")
  }
  return MachineCheck.Finding(
    "aws cli",
    .good,
    "\(folder)/aws; before 2.13 it needs --endpoint-url, later ones take AWS_ENDPOINT_URL"
  )
}
