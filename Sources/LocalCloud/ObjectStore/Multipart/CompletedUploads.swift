import Synchronization

/// Remembers what became of uploads, so that who lost the answer gets it again.
final class CompletedUploads: Sendable {
  private static let room = 1000

  private struct State {
    var versions: [String: ObjectVersion] = [:]
    var order: [String] = []
  }

  private let state = Mutex(State())

  subscript(_ upload: String) -> ObjectVersion? { state.withLock { $0.versions[upload] } }

  /// Remembers one, and forgets the oldest where there are too many.
  ///
  /// What it needs of the version is told, not its bytes, which must be free to go.
  func remember(_ upload: String, _ version: ObjectVersion) {
    state.withLock { state in
      state.versions[upload] = version.with(blob: Blob())
      state.order.append(upload)
      guard state.order.count > Self.room else { return }
      state.versions[state.order.removeFirst()] = nil
    }
  }
}
