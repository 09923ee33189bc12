import Foundation
import TestKit

/// A file system in memory that is soon full; only root can have one.
enum SmallDisk {
  static var isPossible: Bool {
    geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/bin/mount")
  }

  /// Mounts a file system of some kilobytes for as long as `body` runs.
  static func run(kilobytes: Int, _ body: (URL) async throws -> Void) async throws {
    try await withTemporaryDirectory { folder in
      _ = try await Peer.output(
        of: "/bin/mount",
        ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path]
      )
      // A thread that lets go of its file a moment later must not keep the folder: hence `-l`.
      do { try await body(folder) } catch {
        _ = try? await Peer.output(of: "/bin/umount", ["-l", folder.path])
        throw error
      }
      _ = try await Peer.output(of: "/bin/umount", ["-l", folder.path])
    }
  }
}
