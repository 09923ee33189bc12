/// What `health` answers: how the cloud is, without the secret that opens it.
struct CloudHealth: Encodable {
  /// Always `running`: who answers, runs.
  let status = "running"
  let version: Int
  let pid: Int
  let userID: String
  let region: String
  let dataDir: String?
  let endpoints: LocalCloud.Endpoints
  /// Each service by its name; all of them live and end together.
  let services: [String: String]

  init(_ cloud: CloudStatus, services: [Service]) {
    version = cloud.version
    pid = cloud.pid
    userID = cloud.userID
    region = cloud.region
    dataDir = cloud.dataDir
    endpoints = cloud.endpoints
    self.services = Dictionary(
      uniqueKeysWithValues: services.map { ($0.rawValue, "running") }
    )
  }
}
