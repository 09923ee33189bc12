import JSONBytes

/// A column that was found in records: its name and its type.
public struct InferredColumn: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// What it holds.
  public let type: InferredType

  /// Describes a column.
  public init(_ name: String, _ type: InferredType) {
    self.name = name
    self.type = type
  }

  var settled: InferredColumn? { type.settled.map { InferredColumn(name, $0) } }

  /// The members of an object, in the order of their names; of a member that occurs twice the last
  /// one counts.
  static func columns(of object: JSONObject) -> [InferredColumn] {
    var types: [String: InferredType] = [:]
    for member in object.members { types[member.key] = InferredType(of: member.value) }
    return types.map { InferredColumn($0, $1) }.sorted(by: precedes)
  }

  /// All columns of both, in the order of their names.
  static func merge(_ left: [InferredColumn], _ right: [InferredColumn]) -> [InferredColumn] {
    var merged: [InferredColumn] = []
    merged.reserveCapacity(max(left.count, right.count))
    var (left, right) = (left[...], right[...])
    while let first = left.first, let second = right.first {
      if first.name == second.name {
        merged.append(InferredColumn(first.name, first.type.merged(with: second.type)))
        left.removeFirst()
        right.removeFirst()
      } else if precedes(first, second) {
        merged.append(first)
        left.removeFirst()
      } else {
        merged.append(second)
        right.removeFirst()
      }
    }
    return merged + left + right
  }

  private static func precedes(_ left: InferredColumn, _ right: InferredColumn) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
