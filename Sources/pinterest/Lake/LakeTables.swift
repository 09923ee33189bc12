import FoundationEssentials
import Lakehouse
import PinterestModels
import S3Client
import TableFormats
import Terminal

/// The Delta tables below a place, as a streaming job fills them: `<uid>_pin_table` and its siblings.
struct LakeTables {
  private let tables: [Table: DeltaTable]

  /// Looks for tables; `nil` where the place holds none, and so may hold objects.
  init?(_ place: String, _ places: LakePlaces, _ call: Invocation) async throws {
    let folder = try places.folder(place)
    var tables: [Table: DeltaTable] = [:]
    for name in try await Self.names(in: folder, call) {
      guard let table = Table.allCases.first(where: { name.hasSuffix("_\($0.rawValue)_table") })
      else { continue }
      do {
        let found = try await DeltaTable.open(folder.storage(of: name))
        guard tables.updateValue(found, forKey: table) == nil else {
          throw CommandError.usage("\(place) has tables of several users; name one by --user-id")
        }
        for column in table.cleanColumns where found.snapshot.schema[column.name] == nil {
          call.console.warn("\(name) has no \(column.name): it is null in every row")
        }
      } catch let error as TableFormatError {
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
  private static func names(
    in folder: LakePlaces.Folder,
    _ call: Invocation
  ) async throws -> [String] {
    if let user = try call.userID() { return Table.allCases.map(user.deltaTable) }
    switch folder {
    case .local(let path):
      // What is no folder holds no tables.
      return (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
    case .s3(let bucket, let prefix):
      // What goes wrong here goes wrong again when objects are read, and is told with their names.
      let options = S3Bucket.ListOptions(delimiter: "/")
      var names: [String] = []
      do throws(S3Error) {
        for try await page in bucket.objects(under: prefix, options: options).pages {
          names += page.commonPrefixes.map { String($0.dropFirst(prefix.count).dropLast()) }
        }
      } catch { return [] }
      return names
    }
  }
}
