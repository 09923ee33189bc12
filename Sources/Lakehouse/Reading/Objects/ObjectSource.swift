/// Where objects are read from: a prefix of S3, a folder, a store in this process.
///
/// Objects come in the order of their names' bytes, many in one batch, because most of them hold a
/// single record. What is read is the same however many threads take part.
public protocol ObjectSource: Sendable, CustomStringConvertible {
  /// Reads everything there is and gives it to `take` batch by batch, until that says stop.
  ///
  /// Batches are numbered in order, from 0 and without gaps; `take` runs on threads made for it,
  /// several batches at once, and may hold its thread until those before have gone through. That
  /// nothing is there, or that it cannot be listed, is an error; an object that cannot be read is
  /// one that its batch carries, so that the first one in order is the one reported.
  func read(
    _ limits: ReadingLimits,
    _ take: @escaping @Sendable (ObjectBatch) -> Bool
  ) async throws(LakehouseError)
}
