import HTTPWire

/// The header fields of one request under their lower-case names, sorted; fields of the same name
/// stay in order of arrival.
struct HeaderTable {
  private struct Entry {
    var start: Int
    var end: Int
    var field: Int
  }

  private let fields: [HTTPHeaders.Field]
  private let names: [UInt8]
  private var entries: [Entry] = []

  init(_ headers: HTTPHeaders) {
    let fields = headers.fields
    var entries: [Entry] = []
    entries.reserveCapacity(fields.count)
    names = ByteWriter.bytes(capacity: fields.reduce(0) { $0 + $1.name.utf8.count }) { output in
      for (index, field) in fields.enumerated() {
        let start = output.count
        for byte in field.name.utf8 { output.append(byte.asciiLowercased) }
        entries.append(Entry(start: start, end: output.count, field: index))
      }
    }
    self.fields = fields
    for entry in entries { insert(entry) }
  }

  /// Only the fields a client signs: without those that a transport or a proxy may change.
  init(signable headers: HTTPHeaders) {
    self.init(headers)
    entries.removeAll { UnsignableHeaders.contain(names[$0.start..<$0.end]) }
  }

  /// A few short names: insertion beats every cleverer sorting.
  private mutating func insert(_ entry: Entry) {
    var place = entries.count
    while place > 0, isName(of: entry, before: entries[place - 1]) { place -= 1 }
    entries.insert(entry, at: place)
  }

  private func isName(of a: Entry, before b: Entry) -> Bool {
    names[a.start..<a.end].lexicographicallyPrecedes(names[b.start..<b.end])
  }

  private func haveSameName(_ a: Entry, _ b: Entry) -> Bool {
    names[a.start..<a.end] == names[b.start..<b.end]
  }

  /// Room that is enough for all lines and the list of names.
  var capacity: Int {
    fields.reduce(0) { $0 + 2 * $1.name.utf8.count + $1.value.utf8.count + 3 }
  }

  /// Writes `name:value` and a line end for every name; values of one name stand behind commas.
  func appendLines(to output: inout ByteWriter) {
    var previous: Entry?
    for entry in entries {
      if let previous, haveSameName(previous, entry) {
        output.append(UInt8(ascii: ","))
      } else {
        if previous != nil { output.append(UInt8(ascii: "\n")) }
        output.append(names[entry.start..<entry.end])
        output.append(UInt8(ascii: ":"))
      }
      output.appendTrimmed(fields[entry.field].value)
      previous = entry
    }
    if previous != nil { output.append(UInt8(ascii: "\n")) }
  }

  /// Writes the names between semicolons.
  func appendNames(to output: inout ByteWriter) {
    var previous: Entry?
    for entry in entries {
      if let previous {
        if haveSameName(previous, entry) { continue }
        output.append(UInt8(ascii: ";"))
      }
      output.append(names[entry.start..<entry.end])
      previous = entry
    }
  }

  /// Writes the lines of exactly these lower-case names, in this order, whether they are there or
  /// not: what a server does with the list that a client gives.
  func appendLines(named list: [Substring], to output: inout ByteWriter) {
    for name in list {
      output.append(name.utf8)
      output.append(UInt8(ascii: ":"))
      var isFirst = true
      for entry in entries where names[entry.start..<entry.end].elementsEqual(name.utf8) {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        output.appendTrimmed(fields[entry.field].value)
        isFirst = false
      }
      output.append(UInt8(ascii: "\n"))
    }
  }

  /// Every name that is there, in lower case, each once.
  var allNames: [String] {
    var all: [String] = []
    for entry in entries {
      let name = String(decoding: names[entry.start..<entry.end], as: UTF8.self)
      if all.last != name { all.append(name) }
    }
    return all
  }
}
