import Foundation
import Lakehouse
import PinterestModels
import SyntheticRows
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct CleanReaderTests {
  private static let pin = Pin(
    index: 1,
    uniqueID: "u",
    title: "A “quoted” title",
    followerCount: "12k",
    category: "art"
  )

  @Test(arguments: Duplicates.allCases)
  func `a row posted three times stays three times, or once`(duplicates: Duplicates) async throws {
    var other = Self.pin
    other.index = 2
    other.uniqueID = "v"
    var drifted = Self.pin
    drifted.followerCount = "13k"
    let rows = [Self.pin, other, Self.pin, drifted, Self.pin, Pin(), Pin()]
    let store = Store(
      Dictionary(uniqueKeysWithValues: rows.enumerated().map { ("\($0.offset)", $0.element.json) })
    )
    var reader = CleanReader()
    reader.cleaning.duplicates = duplicates
    reader.reading.limits.batchObjects = 2
    var report = LakeReport()
    let clean: [CleanPin] = try await reader.rows(from: try store.source(), &report)
    let indexes: [Int?] =
      switch duplicates {
      case .kept: [1, 2, 1, 1, 1, nil, nil]
      case .sameRow: [1, 2, 1, nil]
      case .sameKey: [1, 2, nil]
      }
    #expect(clean.map(\.index) == indexes)
    #expect(clean.first?.followerCount == 12_000)
    #expect(report.cleaning.rows(of: .pin) == 7)
    #expect(report.cleaning.rowsKept(of: .pin) == indexes.count)
    #expect(report.cleaning[.duplicatePin] == 7 - indexes.count)
  }

  @Test func `rows without a value may go`() async throws {
    let store = Store(["a": "{}\nbroken\n" + #"{"ind":1}"#])
    var reader = CleanReader()
    reader.cleaning.dropsEmptyRows = true
    var report = LakeReport()
    let rows: [CleanUser] = try await reader.rows(from: try store.source(), &report)
    #expect(rows.map(\.index) == [1])
    #expect(report.cleaning[.emptyUser] == 2)
    #expect(report.cleaning.rows(of: .user) == 3)
    #expect(report.cleaning.rowsKept(of: .user) == 1)
    #expect(report.reading[.user]?.malformed == 1)
  }

  @Test func `what is read from a thousand files is what was written, cleaned`() async throws {
    try await withTemporaryDirectory { folder in
      let source = SyntheticRows()
      for table in ["pin", "geo", "user"] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: "u.\(table)/partition=0"),
          withIntermediateDirectories: true
        )
      }
      let count = 300
      func write(_ row: some TableRow, _ table: String, _ offset: Int) throws {
        let digits = String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset)"
        let name = "u.\(table)/partition=0/u.\(table)+0+\(digits).json"
        try Data(row.json + [0x0a]).write(to: folder.appending(path: name))
      }
      for position in 0..<count {
        try write(source.pin(at: position), "pin", position)
        try write(source.geolocation(at: position), "geo", position)
        try write(source.user(at: position), "user", position)
      }
      let sources = LakeSources(
        pin: FolderSource("\(folder.path)/u.pin/partition=0/*.json"),
        geo: FolderSource("\(folder.path)/u.geo/partition=0/*.json"),
        user: FolderSource("\(folder.path)/u.user/partition=0/*.json")
      )
      let (frames, report) = try await CleanReader().frames(from: sources)
      var counted = CleaningReport()
      for position in 0..<count {
        let cleaner = Cleaner()
        #expect(frames.pins[position] == cleaner.clean(try source.pin(at: position), &counted))
        let place = cleaner.clean(try source.geolocation(at: position), &counted)
        #expect(frames.geolocations[position] == place)
        #expect(frames.users[position] == cleaner.clean(try source.user(at: position), &counted))
      }
      for rule in CleaningRule.allCases { #expect(report.cleaning[rule] == counted[rule]) }
      #expect(report.reading.values.allSatisfy { $0.objects == count && $0.isClean })
      #expect(frames.count == 3 * count)
    }
  }
}
