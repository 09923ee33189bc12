/// What a reader and a writer must understand to touch a table.
public struct TableProtocol: Hashable, Sendable {
  /// The version a reader must know.
  public var minReaderVersion: Int
  /// The version a writer must know.
  public var minWriterVersion: Int
  /// What a reader must know by name, from version 3 on.
  public var readerFeatures: [String]?
  /// What a writer must know by name, from version 7 on.
  public var writerFeatures: [String]?

  /// Asks for versions, and for features where these go by name.
  public init(
    minReaderVersion: Int = 1,
    minWriterVersion: Int = 2,
    readerFeatures: [String]? = nil,
    writerFeatures: [String]? = nil
  ) {
    self.minReaderVersion = minReaderVersion
    self.minWriterVersion = minWriterVersion
    self.readerFeatures = readerFeatures
    self.writerFeatures = writerFeatures
  }
}
