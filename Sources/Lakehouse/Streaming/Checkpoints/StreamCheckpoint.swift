import FoundationEssentials
import OwnThread

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a query remembers between runs, in a folder of its own: which batches were planned, and which
/// of them are in the table.
///
/// ```
/// metadata      {"id":"…"}: which writer the table's transactions belong to
/// offsets/7     what batch 7 reads, written before it is carried out
/// commits/7     there once batch 7 is in the table
/// ```
///
/// As with Spark's own checkpoints, one folder belongs to one query of one table: two queries that
/// share one would each skip what the other has read.
actor StreamCheckpoint {
  /// What a query finds when it starts.
  struct State: Sendable {
    /// Whom the table's transactions belong to.
    let writerID: String
    /// The last batch that was planned.
    let last: PlannedBatch?
    /// Whether the last batch is known to be in the table.
    let isDone: Bool
  }

  /// Older batches than these are of no use any more.
  private static let kept = 100

  nonisolated let folder: String
  private let query: String
  private let thread = ThreadExecutor(name: "checkpoint")
  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Names the folder of a query; it is made when it is first opened.
  init(folder: String, query: String) {
    self.folder = folder
    self.query = query
  }

  /// Reads what is there, or begins.
  func state() throws(LakehouseError) -> State {
    for name in ["offsets", "commits"] { try makeFolder("\(folder)/\(name)") }
    let id = try writerID()
    guard let number = try numbers(in: "offsets").max() else {
      return State(writerID: id, last: nil, isDone: true)
    }
    let path = "offsets/\(number)"
    guard let bytes = load(path), let batch = PlannedBatch(number: number, json: bytes) else {
      throw failure("\(path) is no plan of a batch")
    }
    return State(writerID: id, last: batch, isDone: load("commits/\(number)") != nil)
  }

  /// Writes a batch down before it is carried out.
  func plan(_ batch: PlannedBatch) throws(LakehouseError) {
    try store(batch.json, to: "offsets/\(batch.number)")
  }

  /// Writes down that a batch is in the table.
  func commit(_ batch: PlannedBatch) throws(LakehouseError) {
    try store(Array("{}".utf8), to: "commits/\(batch.number)")
    let old = batch.number - Self.kept
    guard old >= 0 else { return }
    for name in ["offsets", "commits"] { unlink("\(folder)/\(name)/\(old)") }
  }

  private func writerID() throws(LakehouseError) -> String {
    if let bytes = load("metadata") {
      let text = String(decoding: bytes, as: UTF8.self)
      let words = text.split(separator: "\"")
      // {"id":"…","query":"…"}
      guard words.count == 9, words[1] == "id", words[5] == "query" else {
        throw failure("metadata is not what a query writes there")
      }
      guard words[7] == query else {
        throw failure(
          "it belongs to the query \(words[7]), and each query needs a folder of its own"
        )
      }
      return String(words[3])
    }
    let id = UUID().uuidString.lowercased()
    try store(Array(#"{"id":"\#(id)","query":"\#(query)"}"#.utf8), to: "metadata")
    return id
  }

  private func numbers(in name: String) throws(LakehouseError) -> [Int] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")
        .compactMap { Int($0) }
    } catch { throw failure("\(name) cannot be listed: \(error)") }
  }

  private func makeFolder(_ path: String) throws(LakehouseError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch { throw failure("\(path) cannot be made: \(error)") }
  }

  private func load(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(folder)/\(name)").map { Array($0) }
  }

  /// Whole or not at all, and on the disk when it returns.
  private func store(_ bytes: [UInt8], to name: String) throws(LakehouseError) {
    let path = "\(folder)/\(name)"
    let draft = "\(path).draft"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw systemFailure(name) }
    defer { close(file) }
    let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    guard written == bytes.count, fsync(file) == 0, rename(draft, path) == 0 else {
      throw systemFailure(name)
    }
    let parent = open(
      String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]),
      O_RDONLY | O_DIRECTORY | O_CLOEXEC
    )
    guard parent >= 0 else { throw systemFailure(name) }
    defer { close(parent) }
    guard fsync(parent) == 0 else { throw systemFailure(name) }
  }

  private func systemFailure(_ name: String) -> LakehouseError {
    failure("\(name) cannot be written: \(String(cString: strerror(errno)))")
  }

  private func failure(_ detail: String) -> LakehouseError {
    LakehouseError(.checkpointFailed, "checkpoint \(folder)", detail: detail)
  }
}
