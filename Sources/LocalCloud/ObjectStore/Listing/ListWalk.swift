/// One page of a listing: what is on it, and where the next one begins.
struct ListPage<Item: Sendable>: Sendable {
  var items: [Item] = []
  var commonPrefixes: [String] = []
  var isTruncated = false
  /// The last key or common prefix on the page.
  var last: String?

  var count: Int { items.count + commonPrefixes.count }
}

extension Bucket {
  /// Walks over the keys behind `start` and puts what `items` makes of each on a page.
  ///
  /// A common prefix counts as one; all keys it stands for are passed over at one step.
  func page<Item>(
    _ request: ListRequest,
    after start: String,
    startsInside: Bool = false,
    _ items: (ObjectKey, ObjectEntry) -> [Item]
  ) -> ListPage<Item> {
    var page = ListPage<Item>()
    guard request.limit > 0 else { return page }
    var place = objects.lowerBound(Self.first(request, after: start, startsInside).span)
    while let (key, entry) = objects.next(&place) {
      guard key.text.utf8.starts(with: request.prefix.utf8) else { break }
      let found = items(key, entry)
      guard !found.isEmpty else { continue }
      if let common = request.commonPrefix(of: key) {
        guard page.count < request.limit else {
          page.isTruncated = true
          break
        }
        page.commonPrefixes.append(common)
        page.last = common
        place = objects.lowerBound((Array(common.utf8) + [0xFF]).span)
        continue
      }
      for item in found {
        guard page.count < request.limit else {
          page.isTruncated = true
          return page
        }
        page.items.append(item)
        page.last = key.text
      }
    }
    return page
  }

  /// The first key that may be on the page: behind a key, or behind all a common prefix stands for.
  private static func first(
    _ request: ListRequest,
    after start: String,
    _ startsInside: Bool
  ) -> [UInt8] {
    let prefix = Array(request.prefix.utf8)
    guard !start.isEmpty else { return prefix }
    var first = Array(start.utf8)
    let isCommon =
      !request.delimiter.isEmpty && start.hasSuffix(request.delimiter)
      && first.count > prefix.count && first.starts(with: prefix)
    // 0xFF is in no UTF-8 text and comes behind all that is; 0 is in no key and comes before.
    if !startsInside { first.append(isCommon ? 0xFF : 0) }
    return first.lexicographicallyPrecedes(prefix) ? prefix : first
  }
}
