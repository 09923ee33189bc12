/// How far an application has come that numbers what it writes.
///
/// Written with the rows in one commit, it says after a crash whether a batch is in the table.
public struct WriterTransaction: Hashable, Sendable {
  /// The application, or one query of it.
  public var appID: String
  /// The number of its last batch.
  public var version: Int
  /// Milliseconds since 1970.
  var lastUpdated: Int?

  /// Names a batch of an application.
  public init(appID: String, version: Int) {
    self.appID = appID
    self.version = version
  }
}
