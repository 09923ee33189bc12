/// A file that belongs to the table no longer.
struct RemoveFile: Hashable, Sendable {
  /// Where it is below the table's root; not percent-encoded.
  var path: String
  /// When it was removed, in milliseconds since 1970.
  var deletionTimestamp: Int?
  /// Whether rows left the table with it.
  var dataChange = true
  /// Whether partition values, size and tags are known.
  var extendedFileMetadata: Bool?
  var partitionValues: [String: String?]?
  var size: Int?

  /// Removes a file that was added.
  init(_ file: AddFile, at time: Int, dataChange: Bool) {
    path = file.path
    deletionTimestamp = time
    self.dataChange = dataChange
    extendedFileMetadata = true
    partitionValues = file.partitionValues
    size = file.size
  }

  /// Starts with what every removal has.
  init(path: String) { self.path = path }
}
