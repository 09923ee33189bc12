import PinterestModels
import Testing

/// Draws from a table that counts how often it is walked.
@Suite struct RowPagesTests {
  /// A table of users whose index is three times the position.
  final class CountedTable {
    let count: Int
    /// Positions whose rows cannot be read.
    var unreadable: Set<Int> = []
    private(set) var walks = 0
    private(set) var rowsRead = 0

    init(count: Int) { self.count = count }

    func read(_ start: Int, _ size: Int) throws(RowSourceError) -> RowPages<User>.Page {
      walks += 1
      let positions = start < count ? start..<min(count, start + size) : 0..<0
      rowsRead += positions.count
      if size > 1, let bad = positions.first(where: unreadable.contains) { throw error(bad) }
      return positions.map { position in
        unreadable.contains(position)
          ? .failure(error(position)) : .success(User(index: position * 3))
      }
    }

    private func error(_ position: Int) -> RowSourceError {
      RowSourceError(
        .malformedRow,
        source: "a table",
        place: RowSourceError.Place(.user, at: position)
      )
    }
  }

  @Test func `the course's draws walk a table two dozen times and give the same rows`()
    async throws
  {
    let table = CountedTable(count: 11_154)
    let pages = RowPages<User>()
    var order = PublishedDraw(seed: 100, lastPosition: 11_000)
    for _ in 0..<2_000 {
      guard let position = order.next()?.position else { break }
      let row = try await pages.row(at: position, table.read)
      #expect(row?.index == position * 3)
    }
    #expect(table.walks == 22)
  }

  @Test func `past its reach rows are read alone, so that memory is bounded`() async throws {
    let reach = RowPages<User>.reach
    let table = CountedTable(count: reach + 100)
    let pages = RowPages<User>()
    for position in [reach - 1, reach, reach + 99, reach + 100, -1, .max] {
      let row = try await pages.row(at: position, table.read)
      #expect(row?.index == ((0..<reach + 100).contains(position) ? position * 3 : nil))
    }
    #expect(table.rowsRead == RowPages<User>.pageSize + 2)
  }

  @Test func `a row that cannot be read is no matter of its neighbours`() async throws {
    let table = CountedTable(count: 100)
    table.unreadable = [7]
    let pages = RowPages<User>()
    for position in [6, 8, 6] {
      let row = try await pages.row(at: position, table.read)
      #expect(row?.index == position * 3)
    }
    let error = await #expect(throws: RowSourceError.self) {
      _ = try await pages.row(at: 7, table.read)
    }
    #expect(error?.place?.position == 7)
  }

  @Test func `an error names the row that was asked for`() async throws {
    let pages = RowPages<User>()
    let error = await #expect(throws: RowSourceError.self) {
      _ = try await pages.row(at: 5) { start, _ throws(RowSourceError) in
        let place = RowSourceError.Place(.user, at: start)
        throw RowSourceError(.unreachable, source: "a table", place: place)
      }
    }
    #expect(error?.code == .unreachable)
    #expect(error?.place?.position == 5)
  }
}
