import JSONBytes

/// Makes something of the records of a batch.
protocol RecordCollector: Sendable {
  /// What one record becomes.
  associatedtype Record

  /// How many records it holds.
  var count: Int { get }

  /// Reads a record that is as it should be; an unsuitable value sends the reader to `salvage`.
  func read(_ json: inout JSONScanner) throws(JSONError) -> Record

  /// Whether a record that was read had better be looked at by `salvage`.
  func isDoubtful(_ record: borrowing Record) -> Bool

  /// Reads what can be read of a record, and says what could not.
  func salvage(_ json: inout JSONScanner) throws(JSONError) -> Salvaged<Record>

  /// Keeps a record.
  mutating func take(_ record: consuming Record)

  /// Keeps a place for a record of which nothing could be read.
  mutating func takeDamaged(_ bytes: UnsafeBufferPointer<UInt8>)

  /// Forgets all but the first records.
  mutating func keepFirst(_ count: Int)
}

/// What could be read of a record, and what was wrong with it.
struct Salvaged<Record> {
  var record: Record
  /// The columns that cannot take their values, with what was there.
  var unsuitable: [String] = []
  /// Members of another table, where it is one of that; empty where not.
  var foreign: [String] = []
}
