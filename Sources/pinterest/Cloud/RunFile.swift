import FoundationEssentials
import Glibc
import LocalCloud
import Terminal

/// Where a running cloud leaves its ready file, so that other commands find it.
struct RunFile {
  let path: String

  /// `--ready-file`, or a place that belongs to this user.
  init(_ call: Invocation) {
    let folder =
      call.environment["XDG_RUNTIME_DIR"] ?? call.environment["HOME"].map { "\($0)/.cache" }
      ?? "/tmp"
    path = call["--ready-file"] ?? "\(folder)/pinterest/ready.json"
  }

  /// The cloud that wrote the file; one that is gone is an error.
  func running() throws -> CloudStatus {
    let status: CloudStatus
    do { status = try CloudStatus(readyFile: path) } catch {
      throw CommandError(
        .unavailable,
        "no local cloud runs here; start one with: pinterest up (\(error))"
      )
    }
    guard kill(Int32(status.pid), 0) == 0 else {
      throw CommandError(
        .unavailable,
        "the cloud of \(path) (process \(status.pid)) is gone; start one with: pinterest up"
      )
    }
    return status
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
