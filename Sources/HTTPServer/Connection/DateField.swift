internal import FoundationEssentials
internal import HTTPWire

/// The `Date` header line, written once a second.
struct DateField {
  private var second = Double.nan
  private var line: [UInt8] = []

  mutating func line(for date: Date) -> [UInt8] {
    let current = date.timeIntervalSince1970.rounded(.down)
    if current != second {
      second = current
      line = Array("Date: \(HTTPDate.format(date))\r\n".utf8)
    }
    return line
  }
}
