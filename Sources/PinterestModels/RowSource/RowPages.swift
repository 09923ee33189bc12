import Synchronization

/// The rows beside those that were drawn from a database, so that a draw need not walk the table again.
///
/// A database finds the row at a position by passing over all rows before it, since nothing says
/// that a table has an index, or that the numbers in it have no gaps. Rows are read by the page
/// instead, in the order the database has them, and kept: the course's whole table is two dozen
/// pages. Memory is bounded by ``reach``; rows that nobody has asked for are read by nobody.
package final class RowPages<Row: TableRow>: Sendable {
  /// Rows of a page, each with what is wrong with it, if something is.
  package typealias Page = [Result<Row, RowSourceError>]
  /// Reads so many rows from a position on.
  package typealias Read = (_ start: Int, _ count: Int) async throws(RowSourceError) -> Page

  /// The rows of a page.
  package static var pageSize: Int { 512 }
  /// The first position whose row is read alone, every time; some 25 MiB of pins lie before it.
  package static var reach: Int { 32 * pageSize }

  private let pages = Mutex<[Int: Page]>([:])

  /// Starts with no page.
  package init() {}

  /// The row at a position, or `nil` where the table has none.
  package func row(at position: Int, _ read: Read) async throws(RowSourceError) -> Row? {
    guard (0..<Self.reach).contains(position) else {
      return position < 0 ? nil : try await alone(position, read)
    }
    let (number, place) = position.quotientAndRemainder(dividingBy: Self.pageSize)
    guard let page = try await page(number, for: position, read), place < page.count else {
      // The table may have grown since the page was read.
      return try await alone(position, read)
    }
    return try page[place].get()
  }

  /// A page; `nil` where it cannot be had because of one of its rows, which the others shall not
  /// suffer for.
  private func page(
    _ number: Int,
    for position: Int,
    _ read: Read
  ) async throws(RowSourceError) -> Page? {
    if let page = pages.withLock({ $0[number] }) { return page }
    do throws(RowSourceError) {
      let page = try await read(number * Self.pageSize, Self.pageSize)
      pages.withLock { $0[number] = page }
      return page
    } catch {
      if error.code == .malformedRow { return nil }
      throw RowSourceError(
        error.code,
        source: error.source,
        place: RowSourceError.Place(Row.table, at: position),
        detail: error.detail,
        underlying: error.underlying
      )
    }
  }

  private func alone(_ position: Int, _ read: Read) async throws(RowSourceError) -> Row? {
    try await read(position, 1).first?.get()
  }
}

/// The pages of the three tables of one source.
package struct DrawnPages: Sendable {
  /// Those of `pinterest_data`.
  package let pins = RowPages<Pin>()
  /// Those of `geolocation_data`.
  package let geolocations = RowPages<Geolocation>()
  /// Those of `user_data`.
  package let users = RowPages<User>()

  /// Starts with no page.
  package init() {}
}
