/// Does something with each element, a few at the same time; the results come in order.
func mapSideBySide<Element: Sendable, Result: Sendable>(
  _ elements: [Element],
  window: Int,
  _ transform: @escaping @Sendable (Element) async throws(TableFormatError) -> Result
) async throws(TableFormatError) -> [Result] {
  // Most calls have one element, which needs no group around it.
  if elements.count == 1 { return [try await transform(elements[0])] }
  do {
    return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: elements.count)
      for (position, element) in elements.enumerated() {
        if position >= window, let (done, result) = try await group.next() {
          results[done] = result
        }
        group.addTask { (position, try await transform(element)) }
      }
      for try await (done, result) in group { results[done] = result }
      return results.compactMap { $0 }
    }
  } catch {
    throw (error as? TableFormatError)
      ?? TableFormatError(.storageFailed, "a read", detail: "\(error)", underlying: error)
  }
}
