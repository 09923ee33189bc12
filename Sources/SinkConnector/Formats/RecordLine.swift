import EventLog
import JSONBytes

/// Turns a record into what stands for it in an object.
struct RecordLine {
  /// Why a record has none.
  enum Refusal: Error, Equatable {
    /// It is a tombstone.
    case noValue
    /// Its value is not what the format promises.
    case malformed(String)
  }

  let format: SinkSettings.Format

  /// The bytes of a record, its line end included.
  func bytes(of record: StoredRecord) throws(Refusal) -> [UInt8] {
    guard let value = record.value else { throw .noValue }
    switch format {
    case .bytes: return Array(value)
    case .rawJSON, .json(.preserve):
      var line: [UInt8] = []
      do {
        try value.withUnsafeBufferPointer { buffer throws(JSONError) in
          var scanner = JSONScanner(buffer)
          let range = try scanner.skipValue()
          try scanner.finish()
          line = Array(
            value[value.startIndex + range.lowerBound..<value.startIndex + range.upperBound]
          )
        }
      } catch { throw .malformed(error.description) }
      line.append(UInt8(ascii: "\n"))
      return line
    case .json(.compat):
      let line: [UInt8]?
      // Connect takes an empty value for no value.
      if value.isEmpty { throw .noValue }
      do { line = try ConnectJSON.rewrite(value) } catch { throw .malformed(error.description) }
      guard let line else { throw .noValue }
      return line + [UInt8(ascii: "\n")]
    }
  }
}
