import PinterestModels
public import TableFormats

extension CleanFrames {
  /// Reads the tables a streaming job has filled, or anybody else's with these columns.
  ///
  /// Numbers and moments may be of any type that can be cast to theirs, texts among them. A column
  /// a table lacks is absent in every row, and columns of others are passed over.
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
        if let detail = columns.complaint(self.columns) {
          throw TableFormatError(.schemaMismatch, "\(table.storage)", detail: detail)
        }
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

  /// What is wrong with the types, in words: rows of nulls would be a loss that nobody sees.
  func complaint(_ wanted: [CleanColumn]) -> String? {
    for column in wanted {
      guard let type = columns[column.name]?.field.type else { continue }
      let isSuitable =
        switch (column.kind, type) {
        case (.text, .string): true
        case (.doubles, .list(let element)): [.double, .float].contains(element.type)
        case (.doubles, .structure(let fields)):
          fields.filter { ["latitude", "longitude"].contains($0.name) }
            .map(\.type) == [.double, .double]
        case (.long, .string), (.int, .string), (.timestamp, .string): true
        case (.long, .double), (.int, .double), (.long, .float), (.int, .float): true
        case (.timestamp, .timestamp), (.timestamp, .timestampWithoutZone), (.timestamp, .date):
          true
        case (.long, _), (.int, _): [.byte, .short, .integer, .long].contains(type)
        default: false
        }
      if !isSuitable { return "\(column.name) is a \(type), and no \(column.kind.rawValue)" }
    }
    return nil
  }

  func integer(_ name: String, _ row: Int) -> Int? {
    guard let column = columns[name] else { return nil }
    switch column.field.type {
    case .string: return column.string(at: row).flatMap(SparkCast.long)
    case .double, .float: return column.double(at: row).flatMap(SparkCast.long)
    default: return column.integer(at: row).map(Int.init)
    }
  }

  func text(_ name: String, _ row: Int) -> String? { columns[name]?.string(at: row) }

  func timestamp(_ name: String, _ row: Int) -> WireTimestamp? {
    guard let column = columns[name] else { return nil }
    if column.field.type == .string {
      return column.string(at: row).flatMap(TimestampForms.every.parse)
    }
    guard let count = column.integer(at: row).map(Int.init) else { return nil }
    if column.field.type == .date {
      return WireTimestamp(secondsSince1970: count * 86_400, microsecond: 0)
    }
    let (seconds, rest) = count.quotientAndRemainder(dividingBy: 1_000_000)
    return rest < 0
      ? WireTimestamp(secondsSince1970: seconds - 1, microsecond: rest + 1_000_000)
      : WireTimestamp(secondsSince1970: seconds, microsecond: rest)
  }

  /// Two numbers, in a list or as the fields of a structure.
  func coordinates(_ name: String, _ row: Int) -> Coordinates? {
    guard let column = columns[name], !column.isNull(at: row) else { return nil }
    let latitude: Double?
    let longitude: Double?
    if case .structure = column.field.type {
      latitude = column.child("latitude")?.double(at: row)
      longitude = column.child("longitude")?.double(at: row)
    } else {
      let places = column.range(at: row)
      guard places.count == 2, let elements = column.children.first else { return nil }
      latitude = elements.double(at: places.lowerBound)
      longitude = elements.double(at: places.lowerBound + 1)
    }
    guard let latitude, let longitude else { return nil }
    return Coordinates(latitude: latitude, longitude: longitude)
  }
}
