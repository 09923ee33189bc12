public import PinterestModels
public import TableFormats

extension StreamQuery {
  /// Cleans the rows of one of the three tables, as the batch does, and adds them to `name`.
  public init(
    _ table: Table,
    name: String,
    from source: any StreamSource,
    into place: any TableStorage,
    rejects: any TableStorage,
    checkpoint folder: String,
    options: StreamOptions = StreamOptions(),
    cleaning: CleaningOptions = CleaningOptions()
  ) {
    func make<Row: LakeRow>(_ row: Row.Type) -> StreamQuery {
      let decoding = RecordDecoding<Row>(cleaner: Cleaner(cleaning))
      return StreamQuery(
        name: name,
        from: source,
        into: place,
        rejects: rejects,
        checkpoint: folder,
        schema: Row.Clean.schema,
        options: options
      ) { records throws(TableFormatError) in try decoding.decode(records) }
    }
    self =
      switch table {
      case .pin: make(Pin.self)
      case .geo: make(Geolocation.self)
      case .user: make(User.self)
      }
  }
}
