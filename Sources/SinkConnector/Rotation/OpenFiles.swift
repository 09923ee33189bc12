/// The objects that are being filled for one partition of one topic, and when they are full.
///
/// A value without clock or store: records go in, objects that are complete come out, the same ones
/// whenever the same records go in. That is what makes a repeated run write the same objects.
struct OpenFiles {
  /// A record with all that decides about its object.
  struct Entry {
    let offset: Int
    /// The folder it belongs to.
    let path: String
    /// Its time in milliseconds, where the partitioner goes by time.
    let time: Int?
    /// What stands for it in the object.
    let line: [UInt8]
  }

  /// An object that is complete.
  struct Complete: Equatable {
    let path: String
    let firstOffset: Int
    let lastOffset: Int
    let count: Int
    let content: [UInt8]
  }

  private struct File {
    let firstOffset: Int
    let firstTime: Int?
    var lastOffset: Int
    var count = 0
    var content: [UInt8] = []
  }

  private let settings: RotationSettings
  private var files: [String: File] = [:]
  /// Paths in the order their files were begun, so that the order of objects is the same each time.
  private var order: [String] = []
  private var records = 0
  private var lastPath: String?

  init(_ settings: RotationSettings) { self.settings = settings }

  /// The first offset that is in no object yet, where there is one.
  var firstOffset: Int? { files.values.map(\.firstOffset).min() }

  /// Takes a record and gives back the objects it completes.
  mutating func append(_ entry: Entry) -> [Complete] {
    var complete = isOver(entry) ? closeAll() : []
    lastPath = entry.path
    if files[entry.path] == nil {
      files[entry.path] = File(
        firstOffset: entry.offset,
        firstTime: entry.time,
        lastOffset: entry.offset
      )
      order.append(entry.path)
    }
    files[entry.path]?.lastOffset = entry.offset
    files[entry.path]?.count += 1
    files[entry.path]?.content += entry.line
    records += 1
    if records >= settings.flushSize { complete += closeAll() }
    return complete
  }

  /// Completes everything that is open.
  mutating func closeAll() -> [Complete] {
    defer {
      files = [:]
      order = []
      records = 0
      lastPath = nil
    }
    return order.compactMap { path in
      files[path].map { file in
        Complete(
          path: path,
          firstOffset: file.firstOffset,
          lastOffset: file.lastOffset,
          count: file.count,
          content: file.content
        )
      }
    }
  }

  /// Whether a record ends what was gathered before it: its time is too late, or its folder another.
  private func isOver(_ entry: Entry) -> Bool {
    guard let interval = settings.interval, let time = entry.time, !files.isEmpty else {
      return false
    }
    if let lastPath, lastPath != entry.path { return true }
    let first = files.values.compactMap(\.firstTime).min()
    return first.map { time - $0 >= interval } ?? false
  }
}
