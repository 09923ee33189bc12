/// How a cloud is: what `health` answers, `status --json` prints and the ready file holds.
public struct CloudStatus: Sendable, Hashable, Codable {
  /// The version of this form.
  public var version = 1
  /// The process.
  public var pid: Int
  /// The user id that names are made from.
  public var userID: String
  /// The region it says it is in.
  public var region: String
  /// Where its state lives; `nil` in memory.
  public var dataDir: String?
  /// The first identity's key.
  public var accessKeyID: String
  /// The first identity's secret: it opens nothing but this cloud.
  public var secretAccessKey: String
  /// Where it answers.
  public var endpoints: LocalCloud.Endpoints
  /// Always `running`: who answers, runs.
  public var status = "running"
}
