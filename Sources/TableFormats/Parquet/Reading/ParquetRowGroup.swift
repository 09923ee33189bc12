/// What a file says of a run of its rows, to be known without reading them.
public struct ParquetRowGroup: Hashable, Sendable {
  /// One column of it; nested columns have several, one for every leaf.
  public struct Chunk: Hashable, Sendable {
    /// The names from the root on.
    public let path: [String]
    /// How many values there are, nulls and elements included.
    public let valueCount: Int
    /// How many bytes they take in the file.
    public let compressedSize: Int
    /// The encodings of its pages, by the names of the specification.
    public let encodings: [String]
    /// The compression; nil where this package does not know it.
    public let codec: ParquetCodec?
    /// How many of the values are null, where the writer said so.
    public let nullCount: Int?
    /// A value that none is smaller than, where the writer said so in a way that can be trusted.
    public let minimum: Value?
    /// A value that none is greater than.
    public let maximum: Value?
  }

  /// How many rows there are.
  public let rowCount: Int
  /// The columns, leaf by leaf.
  public let chunks: [Chunk]

  /// What is known of the leaf with these names.
  public subscript(_ path: String...) -> Chunk? { chunks.first { $0.path == path } }

  static func all(_ metadata: FileMetadata, _ schema: FileSchema) -> [ParquetRowGroup] {
    let leaves = schema.columns.flatMap(\.leafNodes)
    return metadata.rowGroups.map { group in
      ParquetRowGroup(
        rowCount: group.rowCount,
        chunks: zip(leaves, group.columns).compactMap { Chunk($0, $1, metadata) }
      )
    }
  }
}

extension ParquetRowGroup.Chunk {
  fileprivate init?(
    _ node: ColumnNode,
    _ chunk: ColumnChunkMetadata,
    _ file: FileMetadata
  ) {
    guard case .leaf(let leaf) = node.shape else { return nil }
    path = leaf.path
    valueCount = chunk.valueCount
    compressedSize = chunk.compressedSize
    encodings = chunk.encodings.map(\.description)
    codec = ParquetCodec(rawValue: chunk.codec)
    nullCount = chunk.statistics.nullCount
    let bounds = StatisticsReader(node: node, form: leaf.form, hasOrder: file.hasColumnOrders)
    minimum = bounds.value(chunk.statistics.minimum, chunk.statistics)
    maximum = bounds.value(chunk.statistics.maximum, chunk.statistics)
  }
}
