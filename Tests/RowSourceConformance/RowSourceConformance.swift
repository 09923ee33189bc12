public import PinterestModels

/// What every row source must do; each implementation's tests ask for the complaints and expect none.
///
/// ```swift
/// #expect(await RowSourceConformance(source, count: 11_154).complaints() == [])
/// ```
public struct RowSourceConformance: Sendable {
  private let source: any RowSource
  private let count: Int
  private let index: @Sendable (_ position: Int) -> Int

  /// Prepares to examine a source that has `count` rows a table, row n bearing index n, or the one
  /// that is given for it.
  public init(
    _ source: any RowSource,
    count: Int,
    index: @escaping @Sendable (_ position: Int) -> Int = { $0 }
  ) {
    precondition(count > 2, "too few rows to tell one from another")
    self.source = source
    self.count = count
    self.index = index
  }

  /// Everything that is wrong with the source, in words.
  public func complaints() async -> [String] {
    var complaints: [String] = []
    complaints += await complaintsAboutRows(Pin.self)
    complaints += await complaintsAboutRows(Geolocation.self)
    complaints += await complaintsAboutRows(User.self)
    complaints += await complaintsAboutPosts()
    complaints += await complaintsAboutCompany()
    return complaints
  }

  /// Positions that matter: both ends, the middle, and some that come in no order.
  private var positions: [Int] {
    [count - 1, 0, count / 2, 1, count / 3, count / 2 + 1, 0, count - 2]
  }

  /// Positions as they are drawn: all over the table, some of them again, in no order, and those
  /// beside the borders at which a source may cut its table into pieces.
  private var draws: [Int] {
    let borders = stride(from: 0, to: count, by: 100).flatMap { [$0 - 1, $0] }
    let powers = (2..<14).flatMap { [1 << $0, (1 << $0) - 1, 3 << $0] }
    let scattered = (0..<300).map { $0 * 7_919 % count }
    return (scattered + borders + powers + scattered.prefix(20)).filter { (0..<count).contains($0) }
  }

  private func complaintsAboutRows<Row: TableRow>(_ type: Row.Type) async -> [String] {
    await Complaints.gathered(about: Row.table.databaseName) { complaints throws(RowSourceError) in
      let counted = try await source.count(of: Row.table)
      if counted != count { complaints.add("has \(counted) rows instead of \(count)") }

      let all = try await rows(Row.self, from: 0)
      if all.count != count { complaints.add("streams \(all.count) rows instead of \(count)") }
      for (position, row) in all.enumerated() where row.index != index(position) {
        complaints.add("streams index \(row.index ?? -1) at position \(position)")
        break
      }
      for position in positions + draws where position < all.count {
        let row = try await Row.row(of: source, at: position)
        if row != all[position] { complaints.add("row \(position) differs from the stream's") }
      }
      for position in [1, count / 2, count - 1, count, count + 1000] {
        let rest = try await rows(Row.self, from: position)
        if rest != Array(all.dropFirst(position)) {
          complaints.add("streams wrongly from \(position)")
        }
      }
      for position in [-1, count, Int.max] {
        await complaints.expectNoRow(at: position) { () throws(RowSourceError) in
          _ = try await Row.row(of: source, at: position)
        }
      }
      try await complaintsAboutReading(Row.self, all, &complaints)
    }
  }

  /// Two readings at once, one dropped halfway, one by pages, one asked again after its end.
  private func complaintsAboutReading<Row: TableRow>(
    _ type: Row.Type,
    _ all: [Row],
    _ complaints: inout Complaints
  ) async throws(RowSourceError) {
    let stream = Row.rows(of: source, from: 0)
    var first = stream.makeAsyncIterator()
    _ = try await first.next()
    var second = stream.makeAsyncIterator()
    if try await second.next() != all.first {
      complaints.add("a second reading goes on with the first")
    }
    if try await first.next() != all[1] { complaints.add("a second reading disturbs the first") }

    var paged: [Row] = [all[0], all[1]]
    while let page = try await first.nextPage() { paged += page }
    if paged != all { complaints.add("pages hold other rows") }
    if try await first.next() != nil { complaints.add("goes on after the end") }
  }

  private func complaintsAboutPosts() async -> [String] {
    await Complaints.gathered(about: "posts") { complaints throws(RowSourceError) in
      for position in positions {
        let post = try await source.post(at: position)
        let apart = Post(
          pin: try await source.pin(at: position),
          geolocation: try await source.geolocation(at: position),
          user: try await source.user(at: position)
        )
        if post != apart { complaints.add("post \(position) is not its three rows") }
      }
      await complaints.expectNoRow(at: count) { () throws(RowSourceError) in
        _ = try await source.post(at: count)
      }
    }
  }

  /// Many who ask at once get what each would get alone.
  private func complaintsAboutCompany() async -> [String] {
    await withTaskGroup(of: [String].self) { group in
      for position in positions {
        group.addTask {
          await Complaints.gathered(about: "company") { complaints throws(RowSourceError) in
            let user = try await source.user(at: position)
            let pins = try await rows(Pin.self, from: max(0, count - 5))
            if user.index != index(position) {
              complaints.add("row \(position) is mixed up with others")
            }
            if pins.count != min(5, count) { complaints.add("a stream is cut short by others") }
          }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }

  private func rows<Row: TableRow>(
    _ type: Row.Type,
    from position: Int
  ) async throws(RowSourceError) -> [Row] {
    var rows: [Row] = []
    var iterator = Row.rows(of: source, from: position).makeAsyncIterator()
    while let row = try await iterator.next() { rows.append(row) }
    return rows
  }
}
