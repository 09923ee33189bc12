import CurlTransport
import FoundationEssentials
import Glibc
import HTTPWire
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
        "no local cloud runs here; start one with: pinterest up, or name its --ready-file"
          + " (\(error))"
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

  /// The cloud that wrote the file, asked whether it is still the one: after a crash its number may
  /// be another process's.
  func answering() async throws -> CloudStatus {
    struct Health: Decodable { let pid: Int }
    let status = try running()
    let endpoint = try HTTPEndpoint(status.endpoints.control)
    let request = HTTPRequest(
      .get,
      origin: endpoint.origin,
      target: "/_pinterest/health",
      timeouts: HTTPTimeouts(connect: .seconds(2), idle: .seconds(5), total: .seconds(5))
    )
    do {
      let bytes = try await CurlTransport().send(request).body.collect(upTo: 1 << 16)
      if try JSONDecoder().decode(Health.self, from: Data(bytes)).pid == status.pid {
        return status
      }
    } catch {
      throw CommandError(
        .unavailable,
        "the cloud of \(path) (process \(status.pid)) does not answer: \(error)"
      )
    }
    throw CommandError(
      .unavailable,
      "\(endpoint) is another cloud than the one of \(path) (process \(status.pid))"
    )
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
