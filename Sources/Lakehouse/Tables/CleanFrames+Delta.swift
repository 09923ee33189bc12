import PinterestModels
public import TableFormats

extension CleanFrames {
  /// Reads the tables a streaming job has filled.
  ///
  /// A column a table lacks is absent in every row, and columns of others are passed over.
  public init(
    pin: DeltaTable?,
    geo: DeltaTable?,
    user: DeltaTable?
  ) async throws(LakehouseError) {
    self.init(
      pins: try await CleanPin.rows(of: pin),
      geolocations: try await CleanGeolocation.rows(of: geo),
      users: try await CleanUser.rows(of: user)
    )
  }
}

extension TableReadable {
  /// Every row of a table's newest version.
  fileprivate static func rows(of table: DeltaTable?) async throws(LakehouseError) -> [Self] {
    guard let table else { return [] }
    var rows: [Self] = []
    do throws(TableFormatError) {
      let wanted = columns.map(\.name).filter { table.snapshot.schema[$0] != nil }
      for try await batch in try table.read(ReadOptions(columns: wanted)) {
        let columns = RowColumns(batch)
        rows.reserveCapacity(rows.count + batch.rowCount)
        for row in 0..<batch.rowCount { rows.append(Self(row, of: columns)) }
      }
    } catch { throw LakehouseError(table: "\(table.storage)", error) }
    return rows
  }
}

/// A cleaned row that can be put together from the columns of a table.
private protocol TableReadable: CleanRow {
  init(_ row: Int, of columns: RowColumns)
}

extension CleanPin: TableReadable {
  fileprivate init(_ row: Int, of columns: RowColumns) {
    self.init(
      index: columns.integer("ind", row),
      uniqueID: columns.text("unique_id", row),
      title: columns.text("title", row),
      description: columns.text("description", row),
      followerCount: columns.integer("follower_count", row),
      posterName: columns.text("poster_name", row),
      tagList: columns.text("tag_list", row),
      isImageOrVideo: columns.text("is_image_or_video", row),
      imageSource: columns.text("image_src", row),
      saveLocation: columns.text("save_location", row),
      category: columns.text("category", row)
    )
  }
}

extension CleanGeolocation: TableReadable {
  fileprivate init(_ row: Int, of columns: RowColumns) {
    self.init(
      index: columns.integer("ind", row),
      country: columns.text("country", row),
      coordinates: columns.coordinates("coordinates", row),
      timestamp: columns.timestamp("timestamp", row)
    )
  }
}

extension CleanUser: TableReadable {
  fileprivate init(_ row: Int, of columns: RowColumns) {
    self.init(
      index: columns.integer("ind", row),
      userName: columns.text("user_name", row),
      age: columns.integer("age", row),
      dateJoined: columns.timestamp("date_joined", row)
    )
  }
}

/// The columns of a batch by name, read a row at a time; what is not there is nil.
private struct RowColumns {
  private let columns: [String: TableFormats.Column]

  init(_ batch: ColumnBatch) {
    columns = Dictionary(batch.columns.map { ($0.field.name, $0) }) { first, _ in first }
  }

  func integer(_ name: String, _ row: Int) -> Int? {
    guard let column = columns[name], !column.integers.isEmpty else { return nil }
    return column.integer(at: row).map(Int.init)
  }

  func text(_ name: String, _ row: Int) -> String? {
    guard let column = columns[name], column.field.type == .string else { return nil }
    return column.string(at: row)
  }

  func timestamp(_ name: String, _ row: Int) -> WireTimestamp? {
    guard let microseconds = integer(name, row) else { return nil }
    let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return rest < 0
      ? WireTimestamp(secondsSince1970: seconds - 1, microsecond: rest + 1_000_000)
      : WireTimestamp(secondsSince1970: seconds, microsecond: rest)
  }

  func coordinates(_ name: String, _ row: Int) -> Coordinates? {
    guard let column = columns[name], let elements = column.children.first,
      !column.isNull(at: row)
    else { return nil }
    let places = column.range(at: row)
    guard places.count == 2, let latitude = elements.double(at: places.lowerBound),
      let longitude = elements.double(at: places.lowerBound + 1)
    else { return nil }
    return Coordinates(latitude: latitude, longitude: longitude)
  }
}
