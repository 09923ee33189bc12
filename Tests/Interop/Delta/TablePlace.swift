import AWSSigV4
import CurlTransport
import Foundation
import HTTPWire
import Lakehouse
import LocalCloud
import S3Client
import TableFormats
import TestKit

/// Where a table lies, for us and for others.
enum TablePlace: CaseIterable, Sendable {
  case folder, bucket

  /// A place that is empty and goes with the test.
  struct Site: Sendable {
    /// The place as delta-rs calls it.
    let address: String
    let storage: any TableStorage
    let peer: DeltaPeer
  }

  func with<Value: Sendable>(_ body: (Site) async throws -> Value) async throws -> Value {
    switch self {
    case .folder:
      try await withTemporaryDirectory { folder in
        let path = folder.appending(path: "table").path
        return try await body(
          Site(address: path, storage: LocalTableFolder(path), peer: DeltaPeer())
        )
      }
    case .bucket:
      try await LocalCloud.run { cloud in
        let client = S3Client(
          transport: CurlTransport(),
          credentials: StaticCredentials(
            Credentials(accessKeyID: "test", secretAccessKey: "test")
          ),
          region: "us-east-1",
          endpoint: try HTTPEndpoint(cloud.endpoints.aws)
        )
        let bucket = client.bucket("tables")
        try await bucket.create()
        let environment = [
          "AWS_ENDPOINT_URL": cloud.endpoints.aws, "AWS_ACCESS_KEY_ID": "test",
          "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1",
          "AWS_EC2_METADATA_DISABLED": "true",
        ]
        return try await body(
          Site(
            address: "s3://tables/a b/pins",
            storage: S3TableStorage(bucket, prefix: "a b/pins"),
            peer: DeltaPeer(environment: environment)
          )
        )
      }
    }
  }
}
