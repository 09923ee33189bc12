// You will see 300 users put into a Kinesis stream, a streaming query move them into a Delta table,
// cleaned, and a second run of it add nothing; with the table's history and its first row at the end.
import AWSSigV4
import CurlTransport
import FoundationEssentials
import HTTPWire
import KinesisClient
import Lakehouse
import LocalCloud
import PinterestModels
import SyntheticRows
import TableFormats

@main struct StreamToDelta {
  static func main() async throws {
    let user = try UserID("0af8d0adfd13")
    let folder = FileManager.default.temporaryDirectory.path + "/stream-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = LocalCloud.Options()
    options.userID = "\(user)"
    try await LocalCloud.run(options) { cloud in
      let kinesis = KinesisClient(
        transport: CurlTransport(),
        credentials: StaticCredentials(Credentials(accessKeyID: "test", secretAccessKey: "test")),
        region: "us-east-1",
        endpoint: try HTTPEndpoint(cloud.endpoints.aws)
      )
      let stream = kinesis.stream(try StreamName(user.stream(of: .user)))
      let users = try PublishedDraw().prefix(300).map { draw in
        let row = try SyntheticRows().user(at: draw.position)
        return PutEntry(data: row.json, partitionKey: "partition-1")
      }
      print("\(await stream.putRecords(users).written) records put into \(stream)")

      let name = user.deltaTable(of: .user)
      var untilNow = StreamOptions()
      untilNow.endsWhenCaughtUp = true
      let query = StreamQuery(
        .user,
        name: name,
        from: KinesisSource(stream),
        into: LocalTableFolder("\(folder)/\(name)"),
        rejects: LocalTableFolder("\(folder)/\(name)_rejected"),
        checkpoint: "\(folder)/checkpoint",
        options: untilNow
      )
      for run in 1...2 {
        print("Run \(run):")
        try await query.run(progress: { print("  batch \($0.batch): \($0.rows) rows") })
      }
      let table = try await DeltaTable.open(LocalTableFolder("\(folder)/\(name)"))
      for commit in try await table.history() {
        print("version \(commit.version):", commit.operation ?? "")
      }
      let rows = try await CleanFrames(pin: nil, geo: nil, user: table).users
      print("\(rows.count) rows, the first:", rows[0].userName ?? "nil", rows[0].age ?? 0)
    }
  }
}
