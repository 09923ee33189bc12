import Testing

@testable import TableFormats

struct ThriftTests {
  @Test func `reads what it wrote and skips what it does not know`() throws {
    var writer = ThriftWriter()
    writer.structure { thrift in
      thrift.int32(1, -3)
      thrift.int64(2, 1 << 40)
      thrift.boolean(3, true)
      thrift.string(4, "é")
      thrift.list(5, members: Array(0..<20))
      thrift.structure(6) { $0.list(1, texts: ["a", "b"]) }
      thrift.list(7, [1, 2]) { $0.int8(9, $1) }
      thrift.int32(40, 7)
    }
    var reader = ThriftReader(writer.bytes, in: 0..<writer.bytes.count, subject: "test")
    var found: [Int: Int64] = [:]
    var members: [Int] = []
    try reader.structure { thrift, field throws(TableFormatError) in
      switch field.id {
      case 1, 2, 40: found[field.id] = try thrift.integer(field)
      case 5:
        try thrift.list(field, of: .int32) { thrift throws(TableFormatError) in
          members.append(try thrift.memberElement())
        }
      default: try thrift.skip(field)
      }
    }
    #expect(found == [1: -3, 2: 1 << 40, 40: 7])
    #expect(members == Array(0..<20))
    #expect(reader.position == writer.bytes.count)
  }

  @Test func `refuses structures inside structures without end`() {
    // Field 1 is a structure, whose field 1 is a structure …
    let bytes = [UInt8](repeating: 0x1c, count: 100_000)
    #expect(throws: TableFormatError.self) { try skipAll(bytes) }
    // … and a list of lists of lists.
    #expect(throws: TableFormatError.self) {
      try skipAll([0x19] + [UInt8](repeating: 0x19, count: 100_000))
    }
  }

  @Test(
    arguments: [
      [0x19, 0xf8, 0xff, 0xff, 0xff, 0xff, 0x0f], [0x18, 0xff, 0xff, 0x7f], [0x1f], [0x16],
      [0x16, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], [0x17, 1, 2], [],
      [0x1b, 0xff, 0xff, 0x7f, 0x88],
    ] as [[UInt8]]
  )
  func `refuses lengths that are not there`(bytes: [UInt8]) {
    #expect(throws: TableFormatError.self) { try skipAll(bytes) }
  }

  private func skipAll(_ bytes: [UInt8]) throws {
    var reader = ThriftReader(bytes, in: 0..<bytes.count, subject: "test")
    try reader.structure { thrift, field throws(TableFormatError) in try thrift.skip(field) }
  }
}
