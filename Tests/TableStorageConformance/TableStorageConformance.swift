public import TableFormats

/// What every storage of tables must do; each implementation's tests ask for the complaints and
/// expect none.
///
/// ```swift
/// #expect(await TableStorageConformance(storage).complaints() == [])
/// ```
public struct TableStorageConformance: Sendable {
  private let storage: any TableStorage

  /// Prepares to examine a storage that is empty.
  public init(_ storage: any TableStorage) { self.storage = storage }

  /// Everything that is wrong with the storage, in words.
  public func complaints() async -> [String] {
    var complaints: [String] = []
    do throws(TableFormatError) {
      complaints += try await complaintsAboutAbsence()
      complaints += try await complaintsAboutBytes()
      complaints += try await complaintsAboutListings()
      complaints += try await complaintsAboutCreation()
    } catch {
      complaints.append("threw \(error)")
    }
    return complaints
  }

  private func complaintsAboutAbsence() async throws(TableFormatError) -> [String] {
    var complaints: [String] = []
    if !(try await storage.list("", startAfter: nil)).isEmpty { complaints.append("is not empty") }
    if try await storage.file("nothing") != nil { complaints.append("knows a file nobody wrote") }
    for range in [nil, 0..<4] {
      do throws(TableFormatError) {
        if let range {
          _ = try await storage.read("no/thing", range: range)
        } else {
          _ = try await storage.read("no/thing")
        }
        complaints.append("reads a file nobody wrote")
      } catch {
        if error.code != .notFound { complaints.append("says \(error) of a missing file") }
      }
    }
    try await storage.delete("no/thing")
    return complaints
  }

  private func complaintsAboutBytes() async throws(TableFormatError) -> [String] {
    var complaints: [String] = []
    let path = "day=1 ä%+#/part.parquet"
    for bytes in [[], [1, 2, 3], (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }] {
      try await storage.write(bytes, to: path)
      if try await storage.read(path) != bytes { complaints.append("changes bytes") }
      if try await storage.file(path)?.size != bytes.count {
        complaints.append("says a wrong size")
      }
      let part = min(1, bytes.count)..<max(min(1, bytes.count), bytes.count - 1)
      if try await storage.read(path, range: part) != Array(bytes[part]) {
        complaints.append("reads a wrong part of \(bytes.count) bytes")
      }
    }
    do throws(TableFormatError) {
      _ = try await storage.read(path, range: 199_999..<200_001)
      complaints.append("reads behind the end")
    } catch {}
    try await storage.delete(path)
    if try await storage.file(path) != nil { complaints.append("keeps what was deleted") }
    try await storage.prepare([4, 5], at: path)
    if try await storage.read(path) != [4, 5] { complaints.append("hides what is prepared") }
    try await storage.delete(path)
    if try await storage.file(path) != nil { complaints.append("keeps what was prepared") }
    return complaints
  }

  private func complaintsAboutListings() async throws(TableFormatError) -> [String] {
    var complaints: [String] = []
    let paths = ["a", "b/1", "b/10", "b/2", "b/c/d", "bc", "é"]
    for path in paths.reversed() { try await storage.write([0], to: path) }
    func expect(_ folder: String, _ start: String?, _ wanted: [String])
      async throws(TableFormatError)
    {
      let found = try await storage.list(folder, startAfter: start)
      if found.map(\.path) != wanted {
        complaints.append("lists \(found.map(\.path)) of \(folder) behind \(start ?? "nothing")")
      }
      if found.contains(where: { $0.size != 1 || $0.modified < 1_000_000_000_000 }) {
        complaints.append("lists wrong sizes or times: \(found)")
      }
    }
    try await expect("", nil, paths)
    try await expect("", "b/1", ["b/10", "b/2", "b/c/d", "bc", "é"])
    try await expect("b/", nil, ["b/1", "b/10", "b/2", "b/c/d"])
    try await expect("b/", "b/10", ["b/2", "b/c/d"])
    try await expect("b/", "b/15", ["b/2", "b/c/d"])
    try await expect("z/", nil, [])
    for path in paths { try await storage.delete(path) }
    return complaints
  }

  private func complaintsAboutCreation() async throws(TableFormatError) -> [String] {
    var complaints: [String] = []
    for round in 0..<5 {
      let path = "_delta_log/\(round).json"
      let winners = await withTaskGroup(of: Int?.self) { group in
        for writer in 0..<8 {
          group.addTask {
            if case .created = await storage.create([UInt8(writer)], at: path) {
              writer
            } else {
              nil
            }
          }
        }
        return await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
      }
      if winners.count != 1 { complaints.append("lets \(winners.count) of 8 writers win") }
      let bytes = try await storage.read(path)
      if bytes != winners.map({ UInt8($0) }) { complaints.append("keeps the bytes of a loser") }
      guard case .taken = await storage.create([9], at: path) else {
        complaints.append("creates what is there")
        continue
      }
    }
    let left = try await storage.list("_delta_log/", startAfter: nil)
    if left.count != 5 { complaints.append("leaves \(left.map(\.path)) behind") }
    return complaints
  }
}
