extension DeltaTable {
  /// The rows of the newest version as far as it is known.
  public func read(_ options: ReadOptions = ReadOptions()) throws(TableFormatError) -> DeltaRows {
    try read(state.snapshot, options)
  }

  /// The rows of one version.
  public func read(
    _ snapshot: DeltaSnapshot,
    _ options: ReadOptions = ReadOptions()
  ) throws(TableFormatError) -> DeltaRows {
    let schema =
      try options.columns.map { names throws(TableFormatError) in
        try snapshot.schema.selecting(names)
      } ?? snapshot.schema
    return DeltaRows(
      schema: schema,
      files: snapshot.files,
      reader: DataFileReader(
        storage: storage,
        schema: schema,
        partitionColumns: snapshot.partitionColumns,
        mapping: try snapshot.columnMapping
      ),
      limit: options.limit.map { max(0, $0) }
    )
  }
}
