import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Looks at what a local cloud needs of its machine, before one starts.
public struct MachineCheck: Sendable {
  /// One thing that was looked at.
  public struct Finding: Sendable, Hashable {
    /// What a finding means for who wants to start a cloud.
    public enum Result: String, Sendable {
      /// As it should be.
      case good
      /// Worth knowing.
      case note
      /// A cloud will not start, or not for long.
      case problem
    }

    /// What was looked at.
    public let check: String
    /// What it means.
    public let result: Result
    /// What was found, and what helps.
    public let detail: String

    /// Says what was found.
    public init(_ check: String, _ result: Result, _ detail: String) {
      self.check = check
      self.result = result
      self.detail = detail
    }
  }

  private let options: LocalCloud.Options

  /// Looks with the eyes of a cloud that would start with these options.
  public init(_ options: LocalCloud.Options) { self.options = options }

  /// Whether the folder can be written, the disk has room, enough files can be open, the clock is sane.
  public func findings() -> [Finding] { [folder(), disk(), descriptors(), clock()] }

  /// Whether the ports are free; asked only where no cloud of ours has them.
  public func ports() -> [Finding] {
    let ports = options.ports
    let wanted = [
      ("gateway", ports.gateway), ("kafka rest", ports.kafkaREST), ("connect", ports.connect),
      ("aws", ports.aws), ("control", ports.control),
    ]
    return wanted.filter { $0.1 != 0 }.map { name, port in
      Self.isFree(port)
        ? Finding("port \(port)", .good, "free for \(name)")
        : Finding(
          "port \(port)",
          .problem,
          "somebody has it, and \(name) wants it; --port moves all five, --port 0 takes free ones"
        )
    }
  }

  private func folder() -> Finding {
    guard let path = options.folder else { return Finding("data", .note, "in memory") }
    return access(Self.nearestExisting(path), W_OK) == 0
      ? Finding("data", .good, path)
      : Finding("data", .problem, "\(path) cannot be written; --data-dir names another folder")
  }

  private func disk() -> Finding {
    var figures = statvfs()
    guard statvfs(Self.nearestExisting(options.folder ?? "/"), &figures) == 0 else {
      return Finding("disk", .note, "unknown")
    }
    let free = Int(figures.f_bavail) * Int(figures.f_frsize) / 1_048_576
    return Finding("disk", free < 500 ? .problem : .good, "\(free) MiB free")
  }

  private func descriptors() -> Finding {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Finding(
      "files",
      limit.rlim_cur < 1_024 ? .problem : .good,
      "\(limit.rlim_cur) open at once"
    )
  }

  /// Signatures hold for a quarter of an hour around the signer's clock.
  private func clock() -> Finding {
    let isSane = Date() > Date(timeIntervalSince1970: 1_700_000_000)
    return Finding("clock", isSane ? .good : .problem, Date().formatted(.iso8601))
  }

  /// A folder that is not there yet is made in the nearest one that is.
  private static func nearestExisting(_ path: String) -> String {
    var folder = URL(filePath: path)
    while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
      folder.deleteLastPathComponent()
    }
    return folder.path
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
