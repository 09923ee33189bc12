/// Where a cloud is and who may come in: what `status --json` prints and the ready file holds.
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

  private enum CodingKeys: String, CodingKey {
    case version, pid, userID, region, dataDir, accessKeyID, secretAccessKey, endpoints
  }

  /// Writes every member, the folder of a cloud in memory as `null`.
  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(version, forKey: .version)
    try members.encode(pid, forKey: .pid)
    try members.encode(userID, forKey: .userID)
    try members.encode(region, forKey: .region)
    try members.encode(dataDir, forKey: .dataDir)
    try members.encode(accessKeyID, forKey: .accessKeyID)
    try members.encode(secretAccessKey, forKey: .secretAccessKey)
    try members.encode(endpoints, forKey: .endpoints)
  }
}
