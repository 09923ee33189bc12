import Testing

@testable import SinkConnector

@Suite struct OpenFilesTests {
  func files(_ changes: [String: String?]) throws -> OpenFiles {
    OpenFiles(try SinkSettings(SinkSettingsTests.config(changes)).rotation)
  }

  func entry(_ offset: Int, _ path: String = "p", time: Int? = nil) -> OpenFiles.Entry {
    OpenFiles.Entry(offset: offset, path: path, time: time, line: Array("\(offset)\n".utf8))
  }

  @Test func `one record an object is named after its record`() throws {
    var files = try files([:])
    #expect(files.append(entry(7)).map(\.firstOffset) == [7])
    #expect(files.firstOffset == nil)
  }

  @Test func `records of all folders count towards the size, and all close together`() throws {
    var files = try files(["flush.size": "3"])
    #expect(files.append(entry(0, "a")).isEmpty)
    #expect(files.append(entry(1, "b")).isEmpty)
    #expect(files.firstOffset == 0)
    let complete = files.append(entry(2, "a"))
    #expect(complete.map(\.path) == ["a", "b"])
    #expect(complete.map(\.count) == [2, 1])
    #expect(String(decoding: complete[0].content, as: UTF8.self) == "0\n2\n")
  }

  @Test func `the time of records closes an object before the one that is too late`() throws {
    let byTime: [String: String?] = [
      "flush.size": "100", "rotate.interval.ms": "1000", "timezone": "UTC",
      "partitioner.class": "HourlyPartitioner", "timestamp.extractor": "Record",
    ]
    var files = try files(byTime)
    #expect(files.append(entry(0, time: 0)).isEmpty)
    #expect(files.append(entry(1, time: 999)).isEmpty)
    #expect(files.append(entry(2, time: 1_000)).map(\.lastOffset) == [1])
    #expect(files.append(entry(3, "q", time: 1_001)).map(\.firstOffset) == [2])
    #expect(files.closeAll().map(\.firstOffset) == [3])
  }

  @Test func `the clock's closings are counted from local midnight`() throws {
    let settings = try SinkSettings(
      SinkSettingsTests.config([
        "rotate.schedule.interval.ms": "600000", "timezone": "Europe/Berlin",
      ])
    ).rotation
    // 2024-02-29T12:03:00Z is 13:03 in Berlin; the next ten minutes are over at 13:10.
    #expect(settings.nextClosing(after: 1_709_208_180_000) == 1_709_208_600_000)
  }

  @Test func `folders follow the hour of the time zone`() throws {
    let config = try SinkSettingsTests.config([
      "partitioner.class": "TimeBasedPartitioner", "path.format": "'y'=YYYY/'m'=MM/'d'=dd/'h'=HH",
      "partition.duration.ms": "3600000", "timezone": "America/New_York",
    ])
    guard case .byTime(let path, _) = try SinkSettings(config).partitioner else {
      Issue.record("not by time")
      return
    }
    #expect(path.path(of: 1_709_251_198_000) == "y=2024/m=02/d=29/h=18")
    #expect(path.path(of: 0) == "y=1969/m=12/d=31/h=19")
  }
}
