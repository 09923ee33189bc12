public import JSONBytes

extension Geolocation {
  /// Reads the next value of a scanner as a row; of a member that occurs twice the last one counts.
  public init(from json: inout JSONScanner) throws(JSONError) {
    var other: Int?
    self.init()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "ind": index = try json.integer("ind")
      case "timestamp": timestamp = try json.timestamp("timestamp")
      case "latitude": latitude = try json.number("latitude")
      case "longitude": longitude = try json.number("longitude")
      case "country": country = try json.text("country")
      case "index": other = try json.integer("index")
      default: try json.skipValue()
      }
    }
    if index == nil { index = other }
  }

  /// Appends the row as compact JSON: every column, in published order, absence as null.
  public func append(to output: inout [UInt8]) {
    var json = JSONWriter(appendingTo: output)
    json.object { row in
      row.member("ind", index)
      row.member("timestamp", timestamp?.description)
      row.member("latitude", latitude)
      row.member("longitude", longitude)
      row.member("country", country)
    }
    output = json.bytes
  }
}
