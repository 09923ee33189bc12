public import PinterestModels

/// The three tables as files of a folder: JSON lines or CSV, a file a table.
///
/// A table lies in `pin`, `geo` or `user`, or under its name in the database, with the ending
/// `.ndjson`, `.jsonl`, `.json` or `.csv`. CSV has a header; its columns may stand in any order and
/// among others. Where rows begin is noted when a table is first asked for; rows are read when they
/// are wanted.
public struct FolderRows: RowSource {
  private static let pageSize = 256

  private let pinFile: TableFile
  private let geolocationFile: TableFile
  private let userFile: TableFile

  /// Names a folder; its files are looked for when the first row is asked for.
  public init(path: String) {
    pinFile = TableFile(.pin, in: path)
    geolocationFile = TableFile(.geo, in: path)
    userFile = TableFile(.user, in: path)
  }

  /// How many rows a table has.
  public func count(of table: Table) async throws(RowSourceError) -> Int {
    switch table {
    case .pin: try await pinFile.count()
    case .geo: try await geolocationFile.count()
    case .user: try await userFile.count()
    }
  }

  /// The row of `pinterest_data` at a position.
  public func pin(at position: Int) async throws(RowSourceError) -> Pin {
    try await pinFile.row(at: position)
  }

  /// The row of `geolocation_data` at a position.
  public func geolocation(at position: Int) async throws(RowSourceError) -> Geolocation {
    try await geolocationFile.row(at: position)
  }

  /// The row of `user_data` at a position.
  public func user(at position: Int) async throws(RowSourceError) -> User {
    try await userFile.row(at: position)
  }

  /// The rows of `pinterest_data` from a position on.
  public func pins(from position: Int = 0) -> RowStream<Pin> { Self.rows(of: pinFile, position) }

  /// The rows of `geolocation_data` from a position on.
  public func geolocations(from position: Int = 0) -> RowStream<Geolocation> {
    Self.rows(of: geolocationFile, position)
  }

  /// The rows of `user_data` from a position on.
  public func users(from position: Int = 0) -> RowStream<User> { Self.rows(of: userFile, position) }

  private static func rows<Row: TableRow>(of file: TableFile, _ start: Int) -> RowStream<Row> {
    RowStream {
      var next = max(0, start)
      return { () async throws(RowSourceError) -> [Row]? in
        let page: [Row] = try await file.rows(from: next, atMost: pageSize)
        next += page.count
        return page.isEmpty ? nil : page
      }
    }
  }
}
