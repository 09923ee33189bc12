/// Reads one column of one row group, page by page.
struct ChunkReader {
  /// What came of a chunk: the leaf's own column, and the levels where a nesting needs them.
  struct Result {
    var column: Column
    var definitions: [UInt8] = []
    var repetitions: [UInt8] = []
  }

  let node: ColumnNode
  let leaf: LeafColumn
  let metadata: ColumnChunkMetadata
  private let codec: ParquetCodec
  let subject: String
  var result: Result
  var dictionary: DictionaryReader?
  var valuesRead = 0
  /// How many bytes of texts there is room for.
  var textRoom = 0

  /// Makes ready for a chunk of the leaf that `node` is.
  init(
    _ node: ColumnNode,
    _ leaf: LeafColumn,
    _ metadata: ColumnChunkMetadata,
    subject: String,
    _ budget: MemoryBudget
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

  /// Reads all pages, which are the whole of `run`.
  mutating func read(
    _ run: ByteRun,
    _ scratch: inout PageScratch,
    _ budget: MemoryBudget
  ) throws(TableFormatError) -> Result {
    var position = run.range.lowerBound
    let end = run.range.upperBound
    while valuesRead < metadata.valueCount {
      guard position < end else { throw malformed("pages missing") }
      var thrift = ThriftReader(run.bytes, in: position..<end, subject: subject)
      let header = try PageHeader(&thrift)
      let start = thrift.position
      guard header.compressedSize <= end - start else { throw malformed("a page cut short") }
      position = start + header.compressedSize
      let page = ByteRun(bytes: run.bytes, range: start..<position)
      try readPage(header, page, &scratch, budget)
    }
    return result
  }

  private mutating func readPage(
    _ header: PageHeader,
    _ page: ByteRun,
    _ scratch: inout PageScratch,
    _ budget: MemoryBudget
  ) throws(TableFormatError) {
    switch header.kind {
    case .dictionary(let count, let encoding):
      guard dictionary == nil else { throw malformed("a second dictionary") }
      guard encoding == .plain || encoding == .plainDictionary else { throw refusal(encoding) }
      let page = try expand(page, size: header.uncompressedSize, &scratch, budget)
      try readDictionary(count, unsafe page.bytes.span.bytes, page.range, budget)
    case .data(let head):
      let page = try expand(page, size: header.uncompressedSize, &scratch, budget)
      try readData(head, unsafe page.bytes.span.bytes, page.range, &scratch, budget)
    case .data2(let head):
      try readData2(head, size: header.uncompressedSize, page, &scratch, budget)
    case .other: break
    }
  }

  /// The page as it was before it was compressed.
  private func expand(
    _ page: ByteRun,
    size: Int,
    isCompressed: Bool = true,
    _ scratch: inout PageScratch,
    _ budget: MemoryBudget
  ) throws(TableFormatError) -> ByteRun {
    guard codec != .uncompressed, isCompressed else { return page }
    if size > scratch.expanded.capacity { try budget.take(size - scratch.expanded.capacity) }
    scratch.expanded.removeAll(keepingCapacity: true)
    // An empty page may be compressed to nothing at all.
    if size > 0 || !page.range.isEmpty {
      try codec.decompress(
        page.bytes.span.extracting(page.range),
        size: size,
        appendingTo: &scratch.expanded,
        subject: subject
      )
    }
    return ByteRun(bytes: scratch.expanded, range: 0..<scratch.expanded.count)
  }

  private mutating func readDictionary(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ budget: MemoryBudget
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
    dictionary = DictionaryReader(values: values, count: count)
  }

  private mutating func readData(
    _ head: PageHeader.DataPage,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ scratch: inout PageScratch,
    _ budget: MemoryBudget
  ) throws(TableFormatError) {
    try start(page: head.valueCount)
    var rest = range
    scratch.levels.clear()
    if node.repetition > 0 {
      try expectRunLength(head.repetitionEncoding)
      let block = try levelBlock(bytes, &rest)
      try scratch.levels.readRepetitions(head.valueCount, node, bytes, block, subject)
    }
    if node.definition > 0 {
      try expectRunLength(head.definitionEncoding)
      let block = try levelBlock(bytes, &rest)
      try scratch.levels.readDefinitions(head.valueCount, node, bytes, block, subject)
    }
    try readValues(head.valueCount, head.encoding, bytes, rest, &scratch, budget)
  }

  private mutating func readData2(
    _ head: PageHeader.DataPage2,
    size: Int,
    _ page: ByteRun,
    _ scratch: inout PageScratch,
    _ budget: MemoryBudget
  ) throws(TableFormatError) {
    try start(page: head.valueCount)
    let sizes = head.repetitionSize + head.definitionSize
    guard sizes <= page.range.count, sizes <= size else {
      throw malformed("levels longer than their page")
    }
    let middle = page.range.lowerBound + head.repetitionSize
    let start = page.range.lowerBound + sizes
    scratch.levels.clear()
    let bytes = unsafe page.bytes.span.bytes
    if node.repetition > 0 {
      let block = page.range.lowerBound..<middle
      try scratch.levels.readRepetitions(head.valueCount, node, bytes, block, subject)
    }
    if node.definition > 0 {
      let block = middle..<start
      try scratch.levels.readDefinitions(head.valueCount, node, bytes, block, subject)
    }
    let values = try expand(
      ByteRun(bytes: page.bytes, range: start..<page.range.upperBound),
      size: size - sizes,
      isCompressed: head.isCompressed,
      &scratch,
      budget
    )
    let content = unsafe values.bytes.span.bytes
    try readValues(head.valueCount, head.encoding, content, values.range, &scratch, budget)
  }

  /// Counts a page's values against what the chunk promised, which memory was taken for.
  private mutating func start(page count: Int) throws(TableFormatError) {
    guard count <= metadata.valueCount - valuesRead else {
      throw malformed("more values than told")
    }
    valuesRead += count
  }

  /// Cuts off a length and as many bytes.
  func levelBlock(
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

  func refusal(_ encoding: ParquetEncoding) -> TableFormatError {
    TableFormatError(.unsupported, subject, detail: "encoding \(encoding)")
  }

  func malformed(_ detail: String) -> TableFormatError {
    TableFormatError(.malformed, subject, detail: detail)
  }
}
