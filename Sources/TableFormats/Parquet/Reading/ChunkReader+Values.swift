/// What is in a page behind its levels.
extension ChunkReader {
  /// Appends a page's values to the column, and the nulls between them.
  mutating func readValues(
    _ count: Int,
    _ encoding: ParquetEncoding,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ scratch: inout PageScratch,
    _ budget: MemoryBudget
  ) throws(TableFormatError) {
    let tally = scratch.levels.tally(count, node)
    switch encoding {
    case .plain:
      if leaf.form.width == nil {
        try budget.take(range.count)
        reserveText(range.count, of: count)
      }
      try PlainReader(form: leaf.form, subject: subject)
        .read(tally.present, from: bytes, range, into: &result.column)
    case .runLengthDictionary, .plainDictionary:
      try readIndices(tally.present, bytes, range, &scratch.indices)
      guard let dictionary else { throw malformed("indices without a dictionary") }
      let size = dictionary.size(of: scratch.indices)
      try budget.take(size)
      reserveText(size, of: count)
      dictionary.read(scratch.indices, into: &result.column)
    case .runLength where leaf.form == .bits:
      try readBooleans(tally.present, bytes, range, &scratch.indices)
    default: throw refusal(encoding)
    }
    result.column.spread(tally, scratch.levels.definitions, node)
    if node.isNested {
      result.definitions += scratch.levels.definitions
      result.repetitions += scratch.levels.repetitions
    }
  }

  /// Takes room for the texts of a whole chunk by what one page of it needs.
  private mutating func reserveText(_ size: Int, of count: Int) {
    guard leaf.form == .bytes, count > 0 else { return }
    let needed = result.column.bytes.count + size
    guard needed > textRoom else { return }
    let rest = Double(metadata.valueCount - valuesRead)
    // No farther than doubling goes: a page that lies must not take more than it would anyway.
    textRoom = needed + Int(min(Double(needed), Double(size) / Double(count) * rest * 1.1))
    result.column.bytes.reserveCapacity(textRoom)
  }

  private func readIndices(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ indices: inout [UInt32]
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
    let largest = indices.max() ?? 0
    guard largest < dictionary?.count ?? 0 else {
      throw malformed("value \(largest) of a dictionary of \(dictionary?.count ?? 0)")
    }
  }

  /// Reads bits as pyarrow packs them: a length, and runs.
  private mutating func readBooleans(
    _ count: Int,
    _ bytes: RawSpan,
    _ range: Range<Int>,
    _ bits: inout [UInt32]
  ) throws(TableFormatError) {
    bits.removeAll(keepingCapacity: true)
    guard count > 0 else { return }
    var rest = range
    let block = try levelBlock(bytes, &rest)
    var reader = try HybridReader(bitWidth: 1, in: block, subject: subject)
    try reader.read(count, from: bytes, appendingTo: &bits)
    for bit in bits { result.column.integers.append(Int64(bit & 1)) }
  }
}
