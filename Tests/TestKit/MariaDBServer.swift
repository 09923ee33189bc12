import Foundation
import Synchronization

/// A private MariaDB with its own data, for the time of a test.
public final class MariaDBServer: Sendable {
  /// Where it listens.
  public let port = LoopbackPort.free()
  private let folder: URL
  private let options: [String]
  private let peer = Mutex<Peer?>(nil)

  private init(folder: URL, options: [String]) {
    self.folder = folder
    self.options = options
  }

  /// Whether MariaDB is installed.
  public static var isPresent: Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/sbin/mariadbd")
      || ProcessInfo.processInfo.environment["PINTEREST_PEERS"] == "required"
  }

  /// Makes an empty server with user `root` and no password, and ends it after `body`.
  public static func run<Value>(
    options: [String] = [],
    _ body: (MariaDBServer) async throws -> Value
  ) async throws -> Value {
    try await withTemporaryDirectory { folder in
      let user = NSUserName()
      _ = try await Peer.output(
        of: "/usr/bin/mariadb-install-db",
        [
          "--no-defaults", "--auth-root-authentication-method=normal", "--user=\(user)",
          "--datadir=\(folder.path)/data", "--tmpdir=\(folder.path)", "--skip-test-db",
        ]
      )
      let server = MariaDBServer(folder: folder, options: options)
      try await server.start()
      do {
        let value = try await body(server)
        try await server.kill()
        return value
      } catch {
        try await server.kill()
        throw error
      }
    }
  }

  /// Starts it, again after `kill`, with the same data and port.
  public func start() async throws {
    let arguments =
      [
        "--no-defaults", "--user=\(NSUserName())", "--datadir=\(folder.path)/data",
        // In a folder that servers share, each deletes the others' temporary tables at its start.
        "--tmpdir=\(folder.path)",
        "--socket=\(folder.path)/s", "--bind-address=127.0.0.1", "--port=\(port)",
        "--pid-file=\(folder.path)/pid", "--skip-log-bin", "--innodb-buffer-pool-size=64M",
        "--innodb-flush-log-at-trx-commit=2", "--innodb-log-file-size=16M",
        "--performance-schema=OFF",
      ] + options
    let started = try Peer.start("/usr/sbin/mariadbd", arguments)
    try await started.becomesReady(on: port)
    peer.withLock { $0 = started }
  }

  /// Ends it as a power cut would, and waits until it is gone.
  public func kill() async throws {
    let ending = peer.withLock { peer in
      defer { peer = nil }
      return peer
    }
    ending?.kill9()
    try await ending?.ended()
  }

  /// Runs SQL as root.
  public func execute(_ sql: String, in database: String? = nil) async throws {
    _ = try await Peer.output(
      of: "/usr/bin/mariadb",
      ["--no-defaults", "-S", "\(folder.path)/s", "-uroot", "--default-character-set=utf8mb4"]
        + (database.map { [$0] } ?? []),
      input: sql
    )
  }
}
