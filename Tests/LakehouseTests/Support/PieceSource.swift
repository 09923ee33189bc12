import Lakehouse

/// Gives one object in pieces of a few bytes.
struct PieceSource: ObjectSource {
  let content: [UInt8]
  let size: Int

  var description: String { "pieces of \(size)" }

  func read(
    _ limits: ReadingLimits,
    _ take: @escaping @Sendable (ObjectBatch) -> Bool
  ) async throws(LakehouseError) {
    let batch = ObjectBatch(number: 0)
    var rest = content[...]
    var isFirst = true
    repeat {
      let piece = rest.prefix(size)
      rest = rest.dropFirst(size)
      batch.clear()
      batch.append("object", piece, isFirst: isFirst, isLast: rest.isEmpty)
      batch.isLast = rest.isEmpty
      isFirst = false
      guard take(batch) else { return }
    } while !rest.isEmpty
  }
}
