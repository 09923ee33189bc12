// You will see the first three posts every follower of the course sees, three rows each, printed as
// its script prints them; and row 7528 read again from MySQL where PINTEREST_DB names one.
import FoundationEssentials
import MariaDBRows
import PinterestModels
import SyntheticRows

@main struct Rows {
  static func main() async throws {
    let rows = SyntheticRows()
    for draw in PublishedDraw().prefix(3) {
      try await show(rows.post(at: draw.position))
    }
    // mysql://user:password@host:3306/pinterest_data, or the path of a db_creds.yaml
    guard let place = ProcessInfo.processInfo.environment["PINTEREST_DB"] else {
      print("PINTEREST_DB names no database, so the rows came from the embedded source alone.")
      return
    }
    let settings =
      try place.contains("://")
      ? MariaDBSettings(url: place) : MariaDBSettings(credentialsFile: place) { print($0) }
    let database = MariaDBRows(settings)
    print("The same from \(settings.location):")
    try await show(database.post(at: 7528))
  }

  static func show(_ post: Post) {
    for table in Table.allCases {
      var line: [UInt8] = []
      post.append(table, to: &line)
      print(String(decoding: line, as: UTF8.self))
    }
  }
}
