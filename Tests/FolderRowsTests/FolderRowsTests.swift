import FolderRows
import Foundation
import PinterestModels
import RowSourceConformance
import SyntheticRows
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct FolderRowsTests {
  static let few: SyntheticRows = {
    var options = SyntheticRows.Options()
    options.count = 700
    return SyntheticRows(options)
  }()

  @Test(arguments: RowFormat.allCases)
  func `what was written is what is read`(format: RowFormat) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder.appending(path: "deep/er").path
      try await FolderRows.write(Self.few, to: path, as: format)
      let rows = FolderRows(path: path)
      #expect(await RowSourceConformance(rows, count: 700).complaints() == [])
      for position in 0..<700 {
        let expected = try await Self.few.post(at: position)
        let post = try await rows.post(at: position)
        #expect(post == expected)
      }
    }
  }

  @Test func `files that others wrote are read`() async throws {
    try await withTemporaryDirectory { folder in
      try Data(
        """
        \u{feff}"category","index",extra,unique_id,title,description,poster_name,follower_count,\
        tag_list,is_image_or_video,image_src,downloaded,save_location\r
        art,0,x,u,"two
        lines","",p,3k,"a,b",image,s,1,l\r
        \r
        ,1\r
        """.utf8
      ).write(to: folder.appending(path: "pinterest_data.csv"))
      try Data("\n {\"index\":0,\"country\":\"Chad\"} \n\n{\"ind\":\"1\"}".utf8)
        .write(to: folder.appending(path: "geo.jsonl"))
      let rows = FolderRows(path: folder.path)
      let first = Pin(
        index: 0,
        uniqueID: "u",
        title: "two\nlines",
        description: "",
        posterName: "p",
        followerCount: "3k",
        tagList: "a,b",
        isImageOrVideo: "image",
        imageSource: "s",
        downloaded: 1,
        saveLocation: "l",
        category: "art"
      )
      #expect(try await rows.pin(at: 0) == first)
      #expect(try await rows.pin(at: 1) == Pin(index: 1))
      #expect(try await rows.count(of: .geo) == 2)
      #expect(try await rows.geolocation(at: 0) == Geolocation(index: 0, country: "Chad"))
      #expect(try await rows.geolocation(at: 1) == Geolocation(index: 1))
      let error = await #expect(throws: RowSourceError.self) { try await rows.user(at: 0) }
      #expect(error?.code == .noSuchTable)
      #expect(error?.detail == "there is no user.ndjson and no user.csv")
    }
  }

  @Test func `what is wrong with a file is said`() async throws {
    try await withTemporaryDirectory { folder in
      func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
      try write("ind,first_name,last_name,date_joined\n", to: "user.csv")
      try write("{\"ind\":0}\n{\"ind\":1\n{\"ind\":2}\n", to: "geo.ndjson")
      try write("{}", to: "pin.ndjson")
      try write("index\n", to: "pin.csv")
      let rows = FolderRows(path: folder.path)
      func error(
        _ ask: () async throws -> Void
      ) async -> RowSourceError? {
        await #expect(throws: RowSourceError.self) { try await ask() }
      }
      let column = await error { _ = try await rows.count(of: .user) }
      #expect(column?.code == .noSuchColumn && column?.detail == "its header has no age")
      let row = await error { _ = try await rows.geolocation(at: 1) }
      #expect(row?.code == .malformedRow && row?.place?.position == 1)
      let page = await error { for try await _ in rows.geolocations() {} }
      #expect(page?.code == .malformedRow && page?.place?.position == 1)
      let two = await error { _ = try await rows.pin(at: 0) }
      #expect(two?.code == .invalidConfiguration)
      let absent = await error {
        _ = try await FolderRows(path: folder.path + "/none").pin(at: 0)
      }
      #expect(absent?.code == .unreachable)
    }
  }

  @Test func `an empty table has no rows`() async throws {
    try await withTemporaryDirectory { folder in
      for name in ["pin.ndjson", "geo.ndjson"] {
        try Data().write(to: folder.appending(path: name))
      }
      try Data("ind,first_name,last_name,age,date_joined".utf8)
        .write(to: folder.appending(path: "user.csv"))
      let rows = FolderRows(path: folder.path)
      for table in Table.allCases { #expect(try await rows.count(of: table) == 0) }
      let error = await #expect(throws: RowSourceError.self) { try await rows.user(at: 0) }
      #expect(error?.code == .noSuchRow)
    }
  }

  @Test func `a file that is there already is not written over, a half one not left`() async throws
  {
    try await withTemporaryDirectory { folder in
      try await FolderRows.write(Self.few, to: folder.path, as: .csv)
      let error = await #expect(throws: RowSourceError.self) {
        try await FolderRows.write(Self.few, to: folder.path, as: .csv)
      }
      #expect(error?.detail == "File exists")
      let target = folder.appending(path: "half").path
      let broken = FolderRows(path: "/nowhere")
      await #expect(throws: RowSourceError.self) {
        try await FolderRows.write(broken, to: target, as: .ndjson)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: target) == [])
    }
  }
}
