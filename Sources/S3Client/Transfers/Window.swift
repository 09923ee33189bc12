/// Does a piece of work for each range, a few of them at once; the first failure ends the others.
func inWindow<Result: Sendable>(
  of limit: Int,
  _ ranges: some Sequence<Range<Int>>,
  _ work: @escaping @Sendable (_ number: Int, Range<Int>) async throws(S3Error) -> Result
) async throws(S3Error) -> [Result] {
  do {
    return try await withThrowingTaskGroup(of: Result.self) { group in
      var results: [Result] = []
      for (index, range) in ranges.enumerated() {
        if index >= max(1, limit), let result = try await group.next() { results.append(result) }
        group.addTask { try await work(index + 1, range) }
      }
      for try await result in group { results.append(result) }
      return results
    }
  } catch let error as S3Error {
    throw error
  } catch {
    throw S3Error(.cancelled, "while parts were under way", underlying: error)
  }
}
