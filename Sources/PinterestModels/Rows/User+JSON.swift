public import JSONBytes

extension User {
  /// Reads the next value of a scanner as a row; of a member that occurs twice the last one counts.
  public init(from json: inout JSONScanner) throws(JSONError) {
    // Gathered apart, because a half-made row would be copied once it is whole.
    var ind, index, age: Int?
    var firstName, lastName: String?
    var dateJoined: WireTimestamp?
    try json.beginObject()
    // As everybody writes it; what stands in another order is left for the loop.
    if json.readKey("ind") { ind = try json.integer("ind") }
    if json.readKey("first_name") { firstName = try json.text("first_name") }
    if json.readKey("last_name") { lastName = try json.text("last_name") }
    if json.readKey("age") { age = try json.integer("age") }
    if json.readKey("date_joined") { dateJoined = try json.timestamp("date_joined") }
    while let key = try json.nextKey() {
      switch key {
      case "ind": ind = try json.integer("ind")
      case "first_name": firstName = try json.text("first_name")
      case "last_name": lastName = try json.text("last_name")
      case "age": age = try json.integer("age")
      case "date_joined": dateJoined = try json.timestamp("date_joined")
      case "index": index = try json.integer("index")
      default: try json.skipValue()
      }
    }
    self.index = ind ?? index
    self.firstName = firstName
    self.lastName = lastName
    self.age = age
    self.dateJoined = dateJoined
  }

  /// Appends the row as compact JSON: every column, in published order, absence as null.
  public func append(to output: inout [UInt8]) {
    JSONStage.append(to: &output) { row in
      row.put(raw: #"{"ind":"#)
      row.put(index)
      row.put(raw: #","first_name":"#)
      row.put(firstName)
      row.put(raw: #","last_name":"#)
      row.put(lastName)
      row.put(raw: #","age":"#)
      row.put(age)
      row.put(raw: #","date_joined":"#)
      row.put(dateJoined)
      row.put(raw: "}")
    }
  }
}
