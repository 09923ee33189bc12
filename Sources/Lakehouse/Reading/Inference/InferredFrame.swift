public import JSONBytes
import Synchronization

/// Records as Spark shows them after `inferSchema`: all members of all records as columns in the
/// order of their names, whatever table they belong to.
public struct InferredFrame: Sendable {
  /// The columns.
  public let columns: [InferredColumn]
  /// One value a column; those who lack a member have null.
  public let rows: [[JSONValue]]
  /// What was met.
  public let report: ReadingReport

  /// What holds the lines that are no records, as Spark calls it; it is there where there are some.
  static let corruptRecord = "_corrupt_record"

  /// Reads every record for the columns, and keeps the first `limit` of them as rows.
  public init(
    from source: any ObjectSource,
    options: ReadingOptions = ReadingOptions()
  ) async throws(LakehouseError) {
    var everything = options
    everything.limit = nil
    let limit = options.limit ?? .max
    let gathered = Mutex((columns: [InferredColumn](), records: [JSONObject]()))
    let pass = ReadingPass(source: source, options: everything) {
      InferringCollector(limit: limit)
    }
    do {
      report = try await pass.run { collector in
        gathered.withLock { gathered in
          gathered.columns = InferredColumn.merge(gathered.columns, collector.columns)
          gathered.records += collector.records.prefix(limit - gathered.records.count)
        }
      }
    } catch {
      throw LakehouseError(error, reading: source)
    }
    let (found, records) = gathered.withLock { $0 }
    let columns = found.compactMap(\.settled)
    self.columns = columns
    rows = records.map { record in columns.map { $0.type.value(of: record[$0.name] ?? .null) } }
  }

  /// What Spark's `printSchema` prints.
  public var schemaLines: [String] {
    ["root"] + columns.flatMap { Self.lines($0, " |--") }
  }

  private static func lines(_ column: InferredColumn, _ lead: String) -> [String] {
    let deeper = " |   " + lead
    let line = "\(lead) \(column.name): \(word(for: column.type)) (nullable = true)"
    return switch column.type {
    case .object(let members): [line] + members.flatMap { lines($0, deeper) }
    case .array(let element):
      [line] + ["\(deeper) element: \(word(for: element)) (containsNull = true)"]
        + nested(element, " |   " + deeper)
    default: [line]
    }
  }

  private static func nested(_ type: InferredType, _ lead: String) -> [String] {
    if case .object(let members) = type { members.flatMap { lines($0, lead) } } else { [] }
  }

  private static func word(for type: InferredType) -> String {
    switch type {
    case .long: "long"
    case .array: "array"
    case .object: "struct"
    default: type.description
    }
  }
}
