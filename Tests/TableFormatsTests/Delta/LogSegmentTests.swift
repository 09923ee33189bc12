import Testing

@testable import TableFormats

struct LogSegmentTests {
  private func listing(_ commits: some Sequence<Int>, checkpoints: [LogFile] = []) -> LogListing {
    let files = commits.map { LogFile.commit(version: $0) } + checkpoints
    return LogListing(files.map { StoredFile(path: $0.path, size: 1, modified: 1) })
  }

  private func part(_ version: Int, _ number: Int, of count: Int) -> LogFile {
    .checkpoint(version: version, part: .init(number: number, count: count))
  }

  @Test func `takes all commits where there is no checkpoint`() throws {
    let segment = try #require(try LogSegment(listing(0...3), wanted: nil))
    #expect(segment.version == 3)
    #expect(segment.checkpoint == nil)
    #expect(segment.commits.map(\.version) == [0, 1, 2, 3])
  }

  @Test func `begins with the last checkpoint before the version`() throws {
    let listing = listing(0...25, checkpoints: [part(10, 1, of: 1), part(20, 1, of: 1)])
    let newest = try #require(try LogSegment(listing, wanted: nil))
    #expect(newest.checkpoint?.version == 20)
    #expect(newest.commits.map(\.version) == [21, 22, 23, 24, 25])
    let older = try #require(try LogSegment(listing, wanted: 20))
    #expect(older.checkpoint?.version == 20)
    #expect(older.commits.isEmpty)
    #expect(try LogSegment(listing, wanted: 19)?.checkpoint?.version == 10)
    #expect(try LogSegment(listing, wanted: 9)?.checkpoint == nil)
  }

  @Test func `passes over checkpoints that lack a part`() throws {
    let listing = listing(
      0...6,
      checkpoints: [part(3, 1, of: 2), part(3, 2, of: 2), part(5, 1, of: 2), part(5, 2, of: 3)]
    )
    let segment = try #require(try LogSegment(listing, wanted: nil))
    #expect(segment.checkpoint?.version == 3)
    #expect(segment.checkpoint?.parts.count == 2)
  }

  @Test func `lives with a log that was cleaned`() throws {
    let listing = listing(8...12, checkpoints: [part(10, 1, of: 1)])
    #expect(try LogSegment(listing, wanted: nil)?.version == 12)
    #expect(try LogSegment(listing, wanted: 9) == nil)
    #expect(throws: TableFormatError.self) { try LogSegment(listing, wanted: 13) }
  }

  @Test func `finds no version behind a gap`() throws {
    #expect(try LogSegment(listing([0, 1, 3]), wanted: nil) == nil)
    #expect(try LogSegment(listing([0, 1, 3]), wanted: 1)?.version == 1)
    #expect(try LogSegment(listing([]), wanted: nil) == nil)
  }
}
