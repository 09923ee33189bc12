import CSQLite

/// Rows in memory, column by column, that SQL reads where they are: a table that cannot be written.
///
/// `SQLiteDatabase.attach(_:as:)` makes one a table. The first column is the key: a query that asks
/// for rows by it finds them without looking at the others.
///
/// Safe because nothing in it changes once it is made, and its addresses do not leave the module.
@safe public final class SQLiteFrame: @unchecked Sendable {
  /// What a column holds.
  public enum Kind: String, Hashable, Sendable {
    /// Whole numbers.
    case integer = "INTEGER"
    /// Texts.
    case text = "TEXT"
  }

  /// A column's name and what it holds.
  public struct Column: Hashable, Sendable {
    /// Its name in SQL.
    public let name: String
    /// What it holds.
    public let kind: Kind

    /// Describes a column.
    public init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// The columns, the key first.
  public let columns: [Column]
  /// The number of rows.
  public let rowCount: Int
  /// Whether no two rows have the same key.
  public let hasUniqueKeys: Bool

  /// The same for the callbacks, which cannot afford to count references.
  let raw: UnsafePointer<csqlite_frame>
  private let memory: FixedMemory

  init(columns: [Column], rowCount: Int, cells: [ColumnCells]) {
    let memory = FixedMemory()
    let chains = KeyChains(cells[0])
    self.columns = columns
    self.rowCount = rowCount
    self.memory = memory
    hasUniqueKeys = chains.areUnique
    let frame = unsafe csqlite_frame(
      row_count: Int64(rowCount),
      columns: memory.keep(cells.map { unsafe $0.keep(in: memory) }),
      heads: memory.keep(chains.heads),
      nexts: memory.keep(chains.nexts),
      shift: Int32(chains.shift),
      has_unique_keys: chains.areUnique ? 1 : 0
    )
    unsafe raw = memory.keep([frame])
  }
}
