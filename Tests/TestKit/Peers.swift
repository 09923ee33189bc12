public import Foundation

/// Programs of others that our tests run against; `dev/setup` puts them in place.
public enum Peers {
  /// The root of the package.
  public static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

  /// The folder with the Python packages of `dev/peers.txt`.
  public static var environmentFolder: URL { root.appending(path: ".cache/venv") }

  /// The Python that has them.
  public static var python: String { environmentFolder.appending(path: "bin/python").path }

  /// A program that a Python package brought: `moto_server`, `aws`, `rclone`.
  public static func program(_ name: String) -> String {
    environmentFolder.appending(path: "bin/\(name)").path
  }

  /// Whether `dev/setup` has run.
  ///
  /// Suites that need peers are enabled by this; `dev/test` sets PINTEREST_PEERS=required, so that
  /// there a missing peer is a failure and never a silent skip.
  public static var arePresent: Bool {
    ProcessInfo.processInfo.environment["PINTEREST_PEERS"] == "required"
      || FileManager.default.isExecutableFile(atPath: python)
  }

  /// Whether a file system can be mounted through FUSE here: a container often may not.
  public static var mayMount: Bool {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
    let capabilities = line.flatMap { UInt64($0.dropFirst(7).drop { $0 == "\t" }, radix: 16) }
    let mayMount = (capabilities ?? 0) >> 21 & 1 == 1  // CAP_SYS_ADMIN
    return mayMount && FileHandle(forUpdatingAtPath: "/dev/fuse") != nil
      && FileManager.default.isExecutableFile(atPath: "/usr/bin/s3fs")
  }

  /// Whether the long forms shall run: `dev/test --slow`.
  public static var wantsSlowProofs: Bool {
    ProcessInfo.processInfo.environment["PINTEREST_SLOW"] == "1"
  }
}
