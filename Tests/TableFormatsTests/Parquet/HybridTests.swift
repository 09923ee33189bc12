import RandomTables
import Testing

@testable import TableFormats

struct HybridTests {
  @Test(arguments: 0...32)
  func `reads numbers of every width as it wrote them`(bitWidth: Int) throws {
    var random = SeededGenerator(seed: UInt64(bitWidth))
    let limit = UInt64(1) << UInt64(bitWidth)
    for count in [0, 1, 7, 8, 9, 100, 1_000] {
      var numbers: [UInt32] = []
      while numbers.count < count {
        let number = UInt32(random.next() % limit)
        let times = Bool.random(using: &random) ? Int.random(in: 1...40, using: &random) : 1
        numbers += repeatElement(number, count: min(times, count - numbers.count))
      }
      var bytes: [UInt8] = []
      HybridWriter.append(numbers, bitWidth: bitWidth, to: &bytes)
      #expect(try read(bytes, count, bitWidth) == numbers)
    }
  }

  @Test func `packs bits as the specification's example does`() throws {
    var bytes: [UInt8] = []
    HybridWriter.append([0, 1, 2, 3, 4, 5, 6, 7] as [UInt32], bitWidth: 3, to: &bytes)
    #expect(bytes == [0x03, 0b1000_1000, 0b1100_0110, 0b1111_1010])
    #expect(try read([0x08, 0x05], 4, 3) == [5, 5, 5, 5])
  }

  @Test(arguments: [[], [0x03], [0x10], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x00, 0x01]])
  func `refuses numbers that are not there`(bytes: [UInt8]) {
    #expect(throws: TableFormatError.self) { try read(bytes, 8, 3) }
  }

  @Test func `refuses numbers of more than 32 bits`() {
    #expect(throws: TableFormatError.self) { try read([0x03, 1, 2, 3], 8, 33) }
  }

  private func read(_ bytes: [UInt8], _ count: Int, _ bitWidth: Int) throws -> [UInt32] {
    var reader = try HybridReader(bitWidth: bitWidth, in: 0..<bytes.count, subject: "test")
    var numbers: [UInt32] = []
    try reader.read(count, from: unsafe bytes.span.bytes, appendingTo: &numbers)
    return numbers
  }
}
