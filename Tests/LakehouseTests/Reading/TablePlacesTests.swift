import Lakehouse
import PinterestModels
import Testing

@Suite struct TablePlacesTests {
  @Test(arguments: [
    ("topics/0af8d0adfd13.pin", Table.pin), ("topics/u.geo/partition=0/*.json", .geo),
    ("s3://b/topics/u.user/", .user), ("rows/pin.ndjson", .pin), ("user_data.json.gz", .user),
    ("geolocation_data", .geo), ("topics", nil), ("pins", nil), ("", nil),
  ])
  func `a name tells the table`(path: String, table: Table?) {
    #expect(TablePlaces.table(of: path) == table)
  }

  @Test(arguments: [
    ("u.pin", true), ("pin", true), ("pin.ndjson", true), ("pin.json.gz", true),
    ("pinterest_data", true), ("pinned", false), ("pin.csv", false), ("u.geo", false),
  ])
  func `a folder is searched for the table's names`(name: String, isFound: Bool) throws {
    let pattern = try GlobPattern(TablePlaces.path(of: .pin, in: "topics", of: nil))
    #expect(pattern.matches("topics/\(name)") == isFound)
  }

  @Test func `a user id leaves out the topics of others`() throws {
    let user = try UserID("0af8d0adfd13")
    let pattern = try GlobPattern(TablePlaces.path(of: .geo, in: "topics/", of: user))
    #expect(pattern.matches("topics/0af8d0adfd13.geo"))
    #expect(!pattern.matches("topics/other.geo"))
    #expect(TablePlaces.path(ofTopic: .geo, in: "topics", of: user) == "topics/0af8d0adfd13.geo/")
  }
}
