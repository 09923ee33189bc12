import OwnThread
import Synchronization

/// Waits for a disk to have files and folders, for a few of them at the same time.
///
/// The disk takes them together, and on a busy machine most of such a wait is waiting for one's turn.
struct DiskSync {
  private static let mostThreads = 4

  private enum Wait: Sendable {
    case file(UnsettledFile)
    case folder(String)

    func perform() throws(TableFormatError) {
      switch self {
      case .file(let file): try file.settle()
      case .folder(let path): try FileDescriptor(opening: path).sync()
      }
    }
  }

  private let waits: [Wait]

  init(files: [UnsettledFile], folders: [String]) {
    waits = files.map(Wait.file) + folders.map(Wait.folder)
  }

  func run() async throws(TableFormatError) {
    if waits.count == 1 { return try waits[0].perform() }
    guard !waits.isEmpty else { return }
    let failure = Mutex<TableFormatError?>(nil)
    let crew = min(waits.count, Self.mostThreads)
    await ThreadCrew.run(crew, name: "table-sync") { [waits] number in
      for index in stride(from: number, to: waits.count, by: crew) {
        do throws(TableFormatError) { try waits[index].perform() } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
