import FoundationEssentials
import PinterestModels

/// Finds out which file of a folder holds a table.
enum TableFileFinder {
  static func find(
    _ table: Table,
    in folder: String
  ) throws(RowSourceError) -> (path: String, format: RowFormat) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw RowSourceError(
        .unreachable,
        source: folder,
        detail: "the folder cannot be read",
        underlying: error
      )
    }
    let found = names.sorted().compactMap { name in
      format(of: name, table).map { (path: "\(folder)/\(name)", format: $0) }
    }
    guard let file = found.first else {
      throw RowSourceError(
        .noSuchTable,
        source: folder,
        place: RowSourceError.Place(table),
        detail: "there is no \(table.rawValue).ndjson and no \(table.rawValue).csv"
      )
    }
    guard found.count == 1 else {
      throw RowSourceError(
        .invalidConfiguration,
        source: folder,
        place: RowSourceError.Place(table),
        detail: "both \(file.path) and \(found[1].path) could be it"
      )
    }
    return file
  }

  private static func format(of name: String, _ table: Table) -> RowFormat? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    guard [table.rawValue, table.databaseName].contains(String(name[..<dot])) else { return nil }
    return RowFormat(ending: name[name.index(after: dot)...])
  }
}
