import PinterestModels
import Testing

@Suite struct CellTests {
  @Test func `rows are their cells`() throws {
    #expect(try Pin(cells: PublishedRow.pin.cells) == PublishedRow.pin)
    #expect(PublishedRow.user.cells[3] == .integer(20) && Pin().cells[0] == .null)
    for table in Table.allCases {
      #expect(table.columns.count == (table == .pin ? 12 : 5))
      #expect(table.columns[0].name == (table == .pin ? "index" : "ind"))
    }
  }

  @Test func `a cell that does not suit is named with its column`() {
    var cells = PublishedRow.user.cells
    cells[3] = .text("twenty")
    let error = #expect(throws: CellError.self) { try User(cells: cells) }
    #expect(error?.column == "age" && error?.description == #"age: "twenty" is no integer"#)
  }

  @Test func `databases deliver other types than columns hold`() throws {
    let timestamp = try #require(WireTimestamp(parsing: "2015-10-24 11:23:51"))
    let user = try User(cells: [
      .number(7528), .text("Abigail"), .integer(5), .text("20"), .timestamp(timestamp),
    ])
    #expect(
      user == User(index: 7528, firstName: "Abigail", lastName: "5", age: 20, dateJoined: timestamp)
    )
    #expect(throws: CellError.self) {
      try User(cells: [.timestamp(timestamp), .null, .null, .null, .null])
    }
  }
}
