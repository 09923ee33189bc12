import Foundation
import PinterestModels
import SyntheticRows

/// The objects of three topics: the published rows, and behind them everything odd that was ever seen.
enum DirtyTopics {
  static let userID = "0af8d0adfd13"
  private static let recordsPerObject = 1_000

  static func write(to topics: URL) throws {
    let rows = SyntheticRows()
    for table in Table.allCases {
      let place = topics.appending(path: "\(userID).\(table.rawValue)/partition=0")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      var lines: [String] = []
      for position in 0..<rows.count(of: table) {
        let post = try rows.post(at: position)
        let json =
          switch table {
          case .pin: post.pin.json
          case .geo: post.geolocation.json
          case .user: post.user.json
          }
        lines.append(String(decoding: json, as: UTF8.self))
      }
      lines += odd(table) + [lines[0], lines[1], lines[1]]
      for start in stride(from: 0, to: lines.count, by: recordsPerObject) {
        let name = "\(userID).\(table.rawValue)+0+\(String(format: "%010d", start)).json"
        let object = lines[start..<min(start + recordsPerObject, lines.count)]
          .map { $0 + "\n" }
          .joined()
        try Data(object.utf8).write(to: place.appending(path: name))
      }
      try Data().write(to: place.appending(path: "\(userID).\(table.rawValue)+0+9999999999.json"))
    }
  }

  private static func odd(_ table: Table) -> [String] {
    let alien = [#"{"index":1,"name":"Maya","age":25,"role":"engineer"}"#, "{}", ""]
    switch table {
    case .pin: return alien + followers + texts
    case .geo: return alien + moments(#"{"ind":%d,"timestamp":%@,"country":"Peru"}"#) + places
    case .user:
      return alien
        + moments(#"{"ind":%d,"date_joined":%@,"first_name":"A","last_name":"B","age":"30"}"#)
        + names
    }
  }

  private static let followers: [String] = [
    #""12k""#, #""3M""#, #""1.5k""#, #""12K""#, #""2m""#, #""1B""#, #""3B""#, #""2147M""#,
    #""2148M""#, #"" 12 ""#, #""12.9""#, #""-5""#, #""+7""#, #""k""#, #"".5k""#, #""5.k""#, #""""#,
    "12", "null", #""User Info Error""#, #""User Info Error again""#, #""twelve""#,
    #""2147483648""#,
  ].enumerated().map { position, value in
    """
    {"index":\(20_000 + position),"unique_id":"u\(position)","category":"art",\
    "follower_count":\(value),"poster_name":"odd \(position)"}
    """
  }

  private static let texts: [String] = [
    #"{"index":21000,"unique_id":"a","category":"art","title":"No Title Data Available"}"#,
    #"{"index":21001,"unique_id":"b","category":"","title":"","description":"Art."}"#,
    #"{"index":21002,"unique_id":"c","description":"No description available, really"}"#,
    #"{"index":"21003","unique_id":"d","save_location":"/data/art","downloaded":"1"}"#,
    #"{"ind":21004,"unique_id":"e","save_location":"Local save in /data/é","title":"naïve 😀"}"#,
    #"{"index":21005.7,"unique_id":"f","save_location":"Local save in ","tag_list":"a,b"}"#,
    #"{"index":21006,"unique_id":7,"title":true,"category":"<script>alert(1)</script>"}"#,
  ]

  private static let places: [String] = [
    #"{"ind":22000,"latitude":-89.9787,"longitude":-173.293,"country":"Côte d'Ivoire"}"#,
    #"{"ind":22001,"latitude":"1.5","longitude":"2.25","country":""}"#,
    #"{"ind":22002,"latitude":1,"country":"Peru"}"#,
    #"{"index":22003,"latitude":0.0485475,"longitude":-1e-5,"country":"Peru"}"#,
  ]

  private static let names: [String] = [
    #"{"ind":23000,"first_name":"Ann","last_name":null,"age":20.9}"#,
    #"{"ind":23001,"first_name":"","last_name":"Lee","age":"x"}"#,
    #"{"ind":23002,"last_name":"Lee","date_joined":"2016-01-01T00:00:00"}"#,
  ]

  private static func moments(_ record: String) -> [String] {
    [
      #""2020-08-28 03:52:47""#, #""2020-08-28T03:52:47""#, #""2020-08-28T03:52:47.5""#,
      #""2020-08-28 03:52:47.123456""#, #""2020-08-28T03:52:47Z""#, #""2020-08-28T03:52:47+02:00""#,
      #""2022-05-27T11:30:59.000+0000""#, #""08/28/2020, 03:52:47""#, #""2020-08-28""#,
      #""2020-8-2 3:5:7""#, #""0000-00-00 00:00:00""#, #""2020-02-30 00:00:00""#, #""yesterday""#,
      #""""#, "null", "1598586767", "1598586767123", #""1598586767""#, "1598586767.25",
    ].enumerated().map { position, value in
      String(format: record, 24_000 + position, value)
    }
  }
}
