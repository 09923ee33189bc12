/// Reads one column of one row group, page by page.
struct ChunkReader {
  /// What came of a chunk: the leaf's own column, and the levels where a nesting needs them.
  struct Result {
    var column: Column
    var definitions: [UInt8] = []
    var repetitions: [UInt8] = []
  }

  private let node: ColumnNode
  private let leaf: LeafColumn
  private let metadata: ColumnChunkMetadata
  private let codec: ParquetCodec
  private let subject: String
  private var result: Result
  private var dictionary: DictionaryReader?
  private var valuesRead = 0
  /// Used again for every page.
  private var expanded: [UInt8] = []
  private var indices: [UInt32] = []
  private var levels = PageLevels()

  /// Makes ready for a chunk of the leaf that `node` is.
  init(
    _ node: ColumnNode,
    _ leaf: LeafColumn,
    _ metadata: ColumnChunkMetadata,
    subject: String,
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) {
    self.node = node
    self.leaf = leaf
    self.metadata = metadata
    self.subject = "\(subject), column \(leaf.name)"
    result = Result(column: Column(node.field))
    if case .unsupported(let name) = leaf.form {
      throw TableFormatError(.unsupported, self.subject, detail: name)
    }
    guard metadata.type == leaf.form.physicalType else {
      throw TableFormatError(.malformed, self.subject, detail: "another type than in the schema")
    }
    codec = try .numbered(metadata.codec, subject: self.subject)
    // A slot, its validity, two levels.
    try budget.take(metadata.valueCount, of: (leaf.form.slotSize) + 3)
    result.column.reserveCapacity(metadata.valueCount)
  }

  /// Reads all pages, which are the whole of `bytes`.
  mutating func read(
    _ bytes: [UInt8],
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) -> Result {
    var position = 0
    while valuesRead < metadata.valueCount {
      guard position < bytes.count else { throw malformed("pages missing") }
      var thrift = ThriftReader(bytes, in: position..<bytes.count, subject: subject)
      let header = try PageHeader(&thrift)
      let start = thrift.position
      guard header.compressedSize <= bytes.count - start else {
        throw malformed("a page cut short")
      }
      position = start + header.compressedSize
      try readPage(header, bytes, start..<position, &budget)
    }
    return result
  }

  private mutating func readPage(
    _ header: PageHeader,
    _ bytes: [UInt8],
    _ range: Range<Int>,
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) {
    switch header.kind {
    case .dictionary(let count, let encoding):
      guard dictionary == nil else { throw malformed("a second dictionary") }
      guard encoding == .plain || encoding == .plainDictionary else { throw refusal(encoding) }
      let page = try expand(header, bytes, range, &budget)
      try readDictionary(count, unsafe page.bytes.span.bytes, page.range, &budget)
    case .data(let head):
      let page = try expand(header, bytes, range, &budget)
      try readData(head, unsafe page.bytes.span.bytes, page.range, &budget)
    case .data2(let head):
      try readData2(head, header, bytes, range, &budget)
    case .other: break
    }
  }

  /// The page as it was before it was compressed.
  private mutating func expand(
    _ header: PageHeader,
    _ bytes: [UInt8],
    _ range: Range<Int>,
    isCompressed: Bool = true,
    size: Int? = nil,
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) -> (bytes: [UInt8], range: Range<Int>) {
    guard codec != .uncompressed, isCompressed else { return (bytes, range) }
    let size = size ?? header.uncompressedSize
    if size > expanded.capacity { try budget.take(size - expanded.capacity) }
    expanded.removeAll(keepingCapacity: true)
    // An empty page may be compressed to nothing at all.
    if size > 0 || !range.isEmpty {
      try codec.decompress(
        bytes.span.extracting(range),
        size: size,
        appendingTo: &expanded,
        subject: subject
      )
    }
    return (expanded, 0..<expanded.count)
  }

  private mutating func readDictionary(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) {
    try budget.take(count, of: leaf.form.slotSize)
    if leaf.form.width == nil { try budget.take(range.count) }
    // Nothing in a dictionary is null, and it is no rows.
    var values = Column(Field(node.field.name, node.field.type, isNullable: false))
    try PlainReader(form: leaf.form, subject: subject).read(
      count,
      from: bytes,
      range,
      into: &values
    )
    dictionary = DictionaryReader(values: values, count: count, subject: subject)
  }

  private mutating func readData(
    _ head: PageHeader.DataPage,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) {
    try start(page: head.valueCount)
    var rest = range
    levels.clear()
    if node.repetition > 0 {
      try expectRunLength(head.repetitionEncoding)
      let block = try levelBlock(bytes, &rest)
      try levels.readRepetitions(head.valueCount, node, bytes, block, subject)
    }
    if node.definition > 0 {
      try expectRunLength(head.definitionEncoding)
      let block = try levelBlock(bytes, &rest)
      try levels.readDefinitions(head.valueCount, node, bytes, block, subject)
    }
    try readValues(head.valueCount, head.encoding, bytes, rest, &budget)
  }

  private mutating func readData2(
    _ head: PageHeader.DataPage2,
    _ header: PageHeader,
    _ bytes: [UInt8],
    _ range: Range<Int>,
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) {
    try start(page: head.valueCount)
    let sizes = head.repetitionSize + head.definitionSize
    guard sizes <= range.count, sizes <= header.uncompressedSize else {
      throw malformed("levels longer than their page")
    }
    let middle = range.lowerBound + head.repetitionSize
    let start = range.lowerBound + sizes
    levels.clear()
    if node.repetition > 0 {
      let block = range.lowerBound..<middle
      try levels.readRepetitions(head.valueCount, node, unsafe bytes.span.bytes, block, subject)
    }
    if node.definition > 0 {
      let block = middle..<start
      try levels.readDefinitions(head.valueCount, node, unsafe bytes.span.bytes, block, subject)
    }
    let page = try expand(
      header,
      bytes,
      start..<range.upperBound,
      isCompressed: head.isCompressed,
      size: header.uncompressedSize - sizes,
      &budget
    )
    try readValues(
      head.valueCount,
      head.encoding,
      unsafe page.bytes.span.bytes,
      page.range,
      &budget
    )
  }

  /// Counts a page's values against what the chunk promised, which memory was taken for.
  private mutating func start(page count: Int) throws(TableFormatError) {
    guard count <= metadata.valueCount - valuesRead else {
      throw malformed("more values than told")
    }
    valuesRead += count
  }

  private mutating func readValues(
    _ count: Int,
    _ encoding: ParquetEncoding,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ budget: inout MemoryBudget
  ) throws(TableFormatError) {
    let tally = levels.tally(count, node)
    switch encoding {
    case .plain:
      if leaf.form.width == nil { try budget.take(range.count) }
      try PlainReader(form: leaf.form, subject: subject)
        .read(tally.present, from: bytes, range, into: &result.column)
    case .runLengthDictionary, .plainDictionary:
      try readIndices(tally.present, bytes, range)
      guard let dictionary else { throw malformed("indices without a dictionary") }
      try dictionary.read(indices, into: &result.column, &budget)
    case .runLength where leaf.form == .bits: try readBooleans(tally.present, bytes, range)
    default: throw refusal(encoding)
    }
    result.column.spread(tally, levels.definitions, node)
    if node.isNested {
      result.definitions += levels.definitions
      result.repetitions += levels.repetitions
    }
  }

  private mutating func readIndices(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>
  ) throws(TableFormatError) {
    indices.removeAll(keepingCapacity: true)
    guard count > 0 else { return }
    guard !range.isEmpty else { throw malformed("indices missing") }
    let width = unsafe bytes.unsafeLoad(fromByteOffset: range.lowerBound, as: UInt8.self)
    var reader = try HybridReader(
      bitWidth: Int(width),
      in: (range.lowerBound + 1)..<range.upperBound,
      subject: subject
    )
    try reader.read(count, from: bytes, appendingTo: &indices)
  }

  /// Reads bits as pyarrow packs them: a length, and runs.
  private mutating func readBooleans(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>
  ) throws(TableFormatError) {
    indices.removeAll(keepingCapacity: true)
    guard count > 0 else { return }
    var rest = range
    let block = try levelBlock(bytes, &rest)
    var reader = try HybridReader(bitWidth: 1, in: block, subject: subject)
    try reader.read(count, from: bytes, appendingTo: &indices)
    for bit in indices { result.column.integers.append(Int64(bit & 1)) }
  }

  /// Cuts off a length and as many bytes.
  private func levelBlock(
    _ bytes: RawSpan,
    _ rest: inout Range<Int>
  ) throws(TableFormatError) -> Range<Int> {
    guard rest.count >= 4 else { throw malformed("levels missing") }
    let length = Int(
      UInt32(
        littleEndian: unsafe bytes.unsafeLoadUnaligned(
          fromByteOffset: rest.lowerBound,
          as: UInt32.self
        )
      )
    )
    let start = rest.lowerBound + 4
    guard length <= rest.upperBound - start else {
      throw malformed("levels longer than their page")
    }
    rest = (start + length)..<rest.upperBound
    return start..<(start + length)
  }

  private func expectRunLength(_ encoding: ParquetEncoding) throws(TableFormatError) {
    guard encoding == .runLength else {
      throw TableFormatError(.unsupported, subject, detail: "levels in \(encoding)")
    }
  }

  private func refusal(_ encoding: ParquetEncoding) -> TableFormatError {
    TableFormatError(.unsupported, subject, detail: "encoding \(encoding)")
  }

  private func malformed(_ detail: String) -> TableFormatError {
    TableFormatError(.malformed, subject, detail: detail)
  }
}
