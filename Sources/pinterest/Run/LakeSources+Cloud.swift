import AWSSigV4
import CurlTransport
import HTTPWire
import Lakehouse
import LocalCloud
import PinterestModels
import S3Client

extension LakeSources {
  /// The objects a sink has made of a user's topics in a cloud, read through its S3 API.
  init(of cloud: LocalCloud, user: UserID) throws {
    var options = CurlTransport.Options()
    options.httpVersion = .http1
    let s3 = S3Client(
      transport: CurlTransport(options),
      credentials: StaticCredentials(
        Credentials(
          accessKeyID: cloud.status.accessKeyID,
          secretAccessKey: cloud.status.secretAccessKey
        )
      ),
      region: cloud.status.region,
      endpoint: try HTTPEndpoint(cloud.endpoints.aws)
    )
    let bucket = try s3.bucket(BucketName(user.bucket))
    func source(_ table: Table) throws -> S3Source {
      try S3Source(bucket, "topics/\(user.topic(of: table))/partition=0/*.json")
    }
    try self.init(pin: source(.pin), geo: source(.geo), user: source(.user))
  }
}
