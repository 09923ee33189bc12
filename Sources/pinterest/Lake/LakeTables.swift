import Lakehouse
import PinterestModels
import S3Client
import TableFormats
import Terminal

/// The Delta tables below a place, as a streaming job fills them: `<uid>_pin_table` and its siblings.
struct LakeTables {
  private let tables: [Table: DeltaTable]

  /// Looks for tables; `nil` where the place holds none, and so may hold objects.
  init?(_ place: String, _ call: Invocation) async throws {
    var tables: [Table: DeltaTable] = [:]
    for name in try await Self.names(in: place, call) {
      guard let table = Table.allCases.first(where: { name.hasSuffix("_\($0.rawValue)_table") })
      else { continue }
      guard tables[table] == nil else {
        throw CommandError.usage("\(place) has tables of several users; name one by --user-id")
      }
      let storage = try tableStorage("\(place.trimmedSlash)/\(name)", call)
      do { tables[table] = try await DeltaTable.open(storage) } catch {
        guard error.code == .notFound else { throw CommandError(.failed, error.description) }
      }
    }
    guard !tables.isEmpty else { return nil }
    self.tables = tables
  }

  /// Every row of all of them.
  func frames() async throws -> CleanFrames {
    try await withLakeErrors {
      try await CleanFrames(pin: tables[.pin], geo: tables[.geo], user: tables[.user])
    }
  }

  /// The names that may be tables: a user's own, or what the folders are called.
  private static func names(in place: String, _ call: Invocation) async throws -> [String] {
    if let user = try call.userID() { return Table.allCases.map(user.deltaTable) }
    guard !S3URI.isS3(place) else { return [] }
    // What is no folder holds no tables.
    let files = (try? await LocalTableFolder(place).list("", startAfter: nil)) ?? []
    return Set(
      files.compactMap { file -> String? in
        let parts = file.path.split(separator: "/", maxSplits: 2)
        return parts.count == 3 && parts[1] == "_delta_log" ? String(parts[0]) : nil
      }
    ).sorted()
  }
}

extension String {
  fileprivate var trimmedSlash: Substring { hasSuffix("/") ? dropLast() : self[...] }
}
