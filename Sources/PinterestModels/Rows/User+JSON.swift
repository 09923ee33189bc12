public import JSONBytes

extension User {
  /// Reads the next value of a scanner as a row; of a member that occurs twice the last one counts.
  public init(from json: inout JSONScanner) throws(JSONError) {
    var other: Int?
    self.init()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "ind": index = try json.integer("ind")
      case "first_name": firstName = try json.text("first_name")
      case "last_name": lastName = try json.text("last_name")
      case "age": age = try json.integer("age")
      case "date_joined": dateJoined = try json.timestamp("date_joined")
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
      row.member("first_name", firstName)
      row.member("last_name", lastName)
      row.member("age", age)
      row.member("date_joined", dateJoined?.description)
    }
    output = json.bytes
  }
}
