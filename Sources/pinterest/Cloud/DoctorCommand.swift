import FoundationEssentials
import Glibc
import LocalCloud
import Terminal

let doctorCommand = Command(
  "doctor",
  "checks whether this machine can run the local cloud, and whether one runs",
  options: [
    .value("--data-dir", "DIR", "the folder `up` would use", setting: true),
    .value("--port", "BASE", "the ports `up` would use", setting: true),
    .value("--ready-file", "FILE", "the file `up` wrote"), .flag("--json", "as JSON"),
  ],
  examples: ["pinterest doctor"]
) { call in
  try call.expectOperands(atMost: 0)
  let findings = try Doctor(call).findings()
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

/// Looks at what a local cloud needs of its machine.
struct Doctor {
  /// One thing that was looked at.
  struct Finding {
    enum Result: String {
      case good, note, problem
    }

    let check: String
    let result: Result
    let detail: String
  }

  private let call: Invocation
  private let options: LocalCloud.Options

  init(_ call: Invocation) throws {
    self.call = call
    options = try cloudOptions(call)
  }

  func findings() throws -> [Finding] {
    var findings = [cloud(), folder(), disk(), descriptors(), clock()]
    if (try? RunFile(call).running()) == nil { findings += ports() }
    findings.append(awsCLI())
    return findings
  }

  private func cloud() -> Finding {
    guard let status = try? RunFile(call).running() else {
      return Finding(check: "cloud", result: .note, detail: "none runs; pinterest up starts one")
    }
    return Finding(check: "cloud", result: .good, detail: "process \(status.pid) runs")
  }

  private func ports() -> [Finding] {
    let ports = options.ports
    let wanted = [
      ("gateway", ports.gateway), ("kafka rest", ports.kafkaREST), ("connect", ports.connect),
      ("aws", ports.aws), ("control", ports.control),
    ]
    return wanted.filter { $0.1 != 0 }.map { name, port in
      Self.isFree(port)
        ? Finding(check: "port \(port)", result: .good, detail: "free for \(name)")
        : Finding(
          check: "port \(port)",
          result: .problem,
          detail:
            "somebody has it, and \(name) wants it; --port moves all five, --port 0 takes free ones"
        )
    }
  }

  private func folder() -> Finding {
    guard case .folder(let path) = options.storage else {
      return Finding(check: "data", result: .note, detail: "in memory")
    }
    var parent = URL(filePath: path)
    while !FileManager.default.fileExists(atPath: parent.path), parent.path != "/" {
      parent.deleteLastPathComponent()
    }
    return access(parent.path, W_OK) == 0
      ? Finding(check: "data", result: .good, detail: path)
      : Finding(
        check: "data",
        result: .problem,
        detail: "\(path) cannot be written; --data-dir names another folder"
      )
  }

  private func disk() -> Finding {
    var figures = statvfs()
    guard statvfs("/", &figures) == 0 else {
      return Finding(check: "disk", result: .note, detail: "unknown")
    }
    let free = Int(figures.f_bavail) * Int(figures.f_frsize) / 1_048_576
    return Finding(
      check: "disk",
      result: free < 500 ? .problem : .good,
      detail: "\(free) MiB free"
    )
  }

  private func descriptors() -> Finding {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Finding(
      check: "files",
      result: limit.rlim_cur < 1_024 ? .problem : .good,
      detail: "\(limit.rlim_cur) open at once"
    )
  }

  /// Signatures hold for a quarter of an hour around the signer's clock.
  private func clock() -> Finding {
    let isSane = Date() > Date(timeIntervalSince1970: 1_700_000_000)
    return Finding(
      check: "clock",
      result: isSane ? .good : .problem,
      detail: Date().formatted(.iso8601)
    )
  }

  private func awsCLI() -> Finding {
    let folders = (call.environment["PATH"] ?? "").split(separator: ":")
    guard let folder = folders.first(where: { access("\($0)/aws", X_OK) == 0 }) else {
      return Finding(
        check: "aws cli",
        result: .note,
        detail: "not installed; nothing here needs it"
      )
    }
    return Finding(
      check: "aws cli",
      result: .good,
      detail: "\(folder)/aws; before 2.13 it needs --endpoint-url, later ones take AWS_ENDPOINT_URL"
    )
  }

  private static func isFree(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var one: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
    }
  }
}
