import Lakehouse
import PinterestModels
import Testing

@Suite struct RowWriterTests {
  private let places = [
    CleanGeolocation(
      index: 1,
      country: "Korea, \"South\"",
      coordinates: Coordinates(latitude: -1.5, longitude: 20),
      timestamp: WireTimestamp(parsing: "2020-08-28T03:52:47")
    ),
    CleanGeolocation(index: 2),
  ]

  @Test func `JSON lines hold every column, absence as null`() throws {
    var writer = JSONLinesWriter()
    let bytes = writer.write(places) + writer.finish()
    let first =
      #"{"ind":1,"country":"Korea, \"South\"","coordinates":[-1.5,20.0],"#
      + #""timestamp":"2020-08-28 03:52:47"}"#
    let second = #"{"ind":2,"country":null,"coordinates":null,"timestamp":null}"#
    #expect(String(decoding: bytes, as: UTF8.self) == "\(first)\n\(second)\n")
  }

  @Test func `CSV has a header, also where no row came`() throws {
    var writer = CSVRowWriter(.geo)
    let header = "ind,country,coordinates,timestamp\n"
    let bytes = writer.write(places) + writer.finish()
    let rows = "1,\"Korea, \"\"South\"\"\",\"[-1.5, 20.0]\",2020-08-28 03:52:47\n2,,,\n"
    #expect(String(decoding: bytes, as: UTF8.self) == header + rows)
    var empty = CSVRowWriter(.geo)
    #expect(String(decoding: empty.finish(), as: UTF8.self) == header)
  }
}
