import JSONBytes
import PinterestModels

extension CleanRow {
  /// Appends the row as compact JSON: every column in order, absence as null, coordinates as an
  /// array of two numbers.
  public func append(to output: inout [UInt8]) {
    var writer = CellWriter(columns: Self.columns, json: JSONWriter(appendingTo: output))
    output = []
    writer.json.beginObject()
    forEachCell(&writer)
    writer.json.endObject()
    output = writer.json.bytes
  }
}

private struct CellWriter: CleanCellReceiver {
  let columns: [CleanColumn]
  var json: JSONWriter
  private var next = 0

  init(columns: [CleanColumn], json: consuming JSONWriter) {
    self.columns = columns
    self.json = json
  }

  private mutating func name() -> String {
    defer { next += 1 }
    return columns[next].name
  }

  mutating func take(_ integer: Int?) { json.member(name(), integer) }

  mutating func take(_ text: String?) { json.member(name(), text) }

  mutating func take(_ coordinates: Coordinates?) {
    json.key(name())
    guard let coordinates else { return json.writeNull() }
    json.array { json in
      json.write(coordinates.latitude)
      json.write(coordinates.longitude)
    }
  }

  mutating func take(_ timestamp: WireTimestamp?) {
    json.member(name(), timestamp?.description)
  }
}
