/// Writes one column of one row group: takes values and levels, and makes pages of them.
struct ChunkWriter {
  private let node: ColumnNode
  private let leaf: LeafColumn
  private let options: ParquetWriter.Options
  private let plain: PlainWriter
  private let writer: PageWriter
  private var statistics: StatisticsCollector
  private var dictionary: ValueDictionary?
  /// Whether values go to the dictionary; it may be given up while pages still need it.
  private var isNumbering: Bool
  private var hasNumberedPages = false
  /// What the values that were numbered would take without a dictionary.
  private var numberedSize = 0
  private var numberedCount = 0

  // The page that is being filled.
  private var definitions: [UInt8] = []
  private var repetitions: [UInt8] = []
  private var pageValues = 0
  private var hasNulls = false
  private var indices: [UInt32] = []
  private var bits: [UInt8] = []
  private var content: [UInt8] = []

  // The pages that are done, each with its head.
  private var pages: [[UInt8]] = []
  private var pagesSize = 0
  private var valueCount = 0
  private var uncompressedSize = 0

  init(_ node: ColumnNode, _ leaf: LeafColumn, _ options: ParquetWriter.Options) {
    self.node = node
    self.leaf = leaf
    self.options = options
    plain = PlainWriter(form: leaf.form)
    writer = PageWriter(codec: options.codec, column: leaf.name)
    statistics = StatisticsCollector(leaf.form)
    dictionary = options.usesDictionaries ? ValueDictionary(node.field, leaf.form) : nil
    isNumbering = dictionary != nil
  }

  /// How many bytes the chunk takes in memory.
  var size: Int { pagesSize + content.count + 4 * indices.count + (dictionary?.plainSize ?? 0) }

  /// Takes a run of rows of a column outside of any nesting; all of them are written.
  mutating func append(_ column: Column, rows: Range<Int>) throws(TableFormatError) {
    pageValues += rows.count
    guard column.nullCount > 0 else {
      if node.field.isNullable {
        definitions.append(contentsOf: repeatElement(node.definition, count: rows.count))
      }
      return try append(column, slots: rows)
    }
    guard node.field.isNullable else {
      throw TableFormatError(.schemaMismatch, "column \(leaf.name)", detail: "a null")
    }
    var slots: [Int] = []
    slots.reserveCapacity(rows.count)
    for row in rows {
      definitions.append(column.validity[row] ? 1 : 0)
      if column.validity[row] { slots.append(row) }
    }
    noteMissing(rows.count - slots.count)
    try append(column, slots: slots)
  }

  /// Takes a run of rows of a leaf in a nesting.
  mutating func append(_ column: Column, _ levels: LeafLevels) throws(TableFormatError) {
    pageValues += levels.count
    if node.definition > 0 { definitions += levels.definitions }
    if node.repetition > 0 { repetitions += levels.repetitions }
    noteMissing(levels.count - levels.slots.count)
    try append(column, slots: levels.slots)
  }

  private mutating func noteMissing(_ count: Int) {
    guard count > 0 else { return }
    hasNulls = true
    statistics.nullCount += count
  }

  private mutating func append(
    _ column: Column,
    slots: some RandomAccessCollection<Int>
  ) throws(TableFormatError) {
    if leaf.form == .bits {
      statistics.observe(column, slots)
      for slot in slots { bits.append(UInt8(truncatingIfNeeded: column.integers[slot])) }
    } else if isNumbering {
      try number(column, slots)
    } else {
      statistics.observe(column, slots)
      plain.append(column, slots, to: &content)
    }
    if pageSize >= options.pageSize { try endPage() }
  }

  private mutating func number(
    _ column: Column,
    _ slots: some RandomAccessCollection<Int>
  ) throws(TableFormatError) {
    dictionary?.append(column, slots, to: &indices)
    numberedCount += slots.count
    numberedSize +=
      leaf.form.width.map { $0 * slots.count }
      ?? slots.reduce(0) { $0 + 4 + column.offsets[$1 + 1] - column.offsets[$1] }
    guard let dictionary else { return }
    if !hasNumberedPages, isWasteful(dictionary) {
      unnumber(dictionary)
    } else if dictionary.plainSize > options.dictionarySize {
      // What has a number keeps it; the rest of the chunk goes without.
      try endPage()
      isNumbering = false
    }
  }

  /// Whether the dictionary saves next to nothing, which shows early.
  private func isWasteful(_ dictionary: ValueDictionary) -> Bool {
    guard numberedCount >= 2048 else { return false }
    let width = HybridWriter.bitWidth(for: dictionary.count)
    return (dictionary.plainSize + numberedCount * width / 8) * 10 > numberedSize * 9
  }

  /// Writes out the values that no page refers to yet and forgets the dictionary.
  private mutating func unnumber(_ dictionary: ValueDictionary) {
    isNumbering = false
    statistics.observe(dictionary.values, 0..<dictionary.count)
    plain.append(dictionary.values, indices.map { Int($0) }, to: &content)
    indices.removeAll()
    self.dictionary = nil
  }

  /// About how large the page is that is being filled.
  private var pageSize: Int {
    guard isNumbering, let dictionary else { return content.count + bits.count / 8 }
    return indices.count * HybridWriter.bitWidth(for: dictionary.count) / 8
  }
}

extension ChunkWriter {
  /// Ends the chunk and appends it to the part of a file that begins at `offset`.
  mutating func finish(
    _ output: inout [UInt8],
    at offset: Int
  ) throws(TableFormatError) -> ColumnChunkMetadata {
    if pageValues > 0 { try endPage() }
    let start = output.count
    var dictionaryOffset: Int?
    if let dictionary, hasNumberedPages {
      statistics.observe(dictionary.values, 0..<dictionary.count)
      var body: [UInt8] = []
      plain.append(dictionary.values, 0..<dictionary.count, to: &body)
      let page = try writer.page(.dictionary(count: dictionary.count, .plain), body)
      output += page.bytes
      uncompressedSize += page.uncompressedSize
      dictionaryOffset = offset + start
    }
    let dataOffset = offset + output.count
    for page in pages { output += page }
    var encodings: [ParquetEncoding] = [.runLength, .plain]
    if hasNumberedPages { encodings.append(.runLengthDictionary) }
    return ColumnChunkMetadata(
      type: leaf.form.physicalType,
      encodings: encodings,
      path: leaf.path,
      codec: options.codec.rawValue,
      valueCount: valueCount,
      uncompressedSize: uncompressedSize,
      compressedSize: output.count - start,
      dataOffset: dataOffset,
      dictionaryOffset: dictionaryOffset,
      statistics: statistics.bytes
    )
  }

  private mutating func endPage() throws(TableFormatError) {
    var body: [UInt8] = []
    PageWriter.append(levels: repetitions, upTo: node.repetition, to: &body)
    PageWriter.append(levels: definitions, upTo: node.definition, areAll: !hasNulls, to: &body)
    if isNumbering, let dictionary {
      let width = HybridWriter.bitWidth(for: max(0, dictionary.count - 1))
      body.append(UInt8(width))
      HybridWriter.append(indices, bitWidth: width, to: &body)
      hasNumberedPages = true
    } else if leaf.form == .bits {
      PlainWriter.append(bits: bits, to: &body)
    }
    let head = PageHeader.DataPage(
      valueCount: pageValues,
      encoding: isNumbering ? .runLengthDictionary : .plain
    )
    let page = try writer.page(.data(head), body, content)
    pages.append(page.bytes)
    pagesSize += page.bytes.count
    uncompressedSize += page.uncompressedSize
    valueCount += pageValues
    startPage()
  }

  private mutating func startPage() {
    definitions.removeAll(keepingCapacity: true)
    repetitions.removeAll(keepingCapacity: true)
    indices.removeAll(keepingCapacity: true)
    bits.removeAll(keepingCapacity: true)
    content.removeAll(keepingCapacity: true)
    pageValues = 0
    hasNulls = false
  }
}
