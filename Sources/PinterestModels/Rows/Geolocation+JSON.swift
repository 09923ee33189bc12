public import JSONBytes

extension Geolocation {
  /// Reads the next value of a scanner as a row; of a member that occurs twice the last one counts.
  public init(from json: inout JSONScanner) throws(JSONError) {
    // Gathered apart, because a half-made row would be copied once it is whole.
    var ind, index: Int?
    var timestamp: WireTimestamp?
    var latitude, longitude: Double?
    var country: String?
    try json.beginObject()
    // As everybody writes it; what stands in another order is left for the loop.
    if json.readKey("ind") { ind = try json.integer("ind") }
    if json.readKey("timestamp") { timestamp = try json.timestamp("timestamp") }
    if json.readKey("latitude") { latitude = try json.number("latitude") }
    if json.readKey("longitude") { longitude = try json.number("longitude") }
    if json.readKey("country") { country = try json.text("country") }
    while let key = try json.nextKey() {
      switch key {
      case "ind": ind = try json.integer("ind")
      case "timestamp": timestamp = try json.timestamp("timestamp")
      case "latitude": latitude = try json.number("latitude")
      case "longitude": longitude = try json.number("longitude")
      case "country": country = try json.text("country")
      case "index": index = try json.integer("index")
      default: try json.skipValue()
      }
    }
    self.index = ind ?? index
    self.timestamp = timestamp
    self.latitude = latitude
    self.longitude = longitude
    self.country = country
  }

  /// Appends the row as compact JSON: every column, in published order, absence as null.
  public func append(to output: inout [UInt8]) {
    JSONStage.append(to: &output) { row in
      row.put(raw: #"{"ind":"#)
      row.put(index)
      row.put(raw: #","timestamp":"#)
      row.put(timestamp)
      row.put(raw: #","latitude":"#)
      row.put(latitude)
      row.put(raw: #","longitude":"#)
      row.put(longitude)
      row.put(raw: #","country":"#)
      row.put(country)
      row.put(raw: "}")
    }
  }
}
