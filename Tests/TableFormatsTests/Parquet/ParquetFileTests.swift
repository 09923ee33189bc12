import Foundation
import RandomTables
import Synchronization
import TestKit
import Testing

@testable import TableFormats

struct ParquetFileTests {
  /// Notes what is read of it.
  final class WatchedSource: ByteSource {
    let name = "watched"
    private let content: MemorySource
    private let reads = Mutex<[Range<Int>]>([])
    private let length: Int

    init(_ bytes: [UInt8]) {
      content = MemorySource(bytes)
      length = bytes.count
    }

    var seen: [Range<Int>] { reads.withLock { $0 } }
    func size() async throws(TableFormatError) -> Int { length }
    func bytes(in range: Range<Int>) async throws(TableFormatError) -> [UInt8] {
      reads.withLock { $0.append(range) }
      return try content.bytes(in: range)
    }
  }

  static func wide() throws -> ColumnBatch {
    var random = SeededGenerator(seed: 3)
    let columns = (0..<6).map { number in
      var column = Column(Field("c\(number)", .string))
      for _ in 0..<4_000 { column.append("\(random.next())\(random.next())") }
      return column
    }
    return try ColumnBatch(columns: columns)
  }

  @Test func `reads the footer and then only the columns asked for`() async throws {
    let batch = try Self.wide()
    let bytes = try ParquetWriter.bytes(of: batch)
    let source = WatchedSource(bytes)
    let file = try await ParquetFile(source)
    #expect(source.seen.count == 1)
    let read = try await file.read(columns: ["c4", "c1"])
    #expect(read.columns.map(\.field.name) == ["c4", "c1"])
    #expect(read["c1"] == batch["c1"] && read["c4"] == batch["c4"])
    #expect(source.seen.count == 3, "the columns are too far apart for one read")
    #expect(source.seen.dropFirst().reduce(0) { $0 + $1.count } < bytes.count / 2)
  }

  @Test func `reads columns that stand side by side at once`() async throws {
    let source = WatchedSource(try ParquetWriter.bytes(of: Self.wide()))
    let file = try await ParquetFile(source)
    _ = try await file.read(columns: ["c2", "c1"])
    #expect(source.seen.count == 2)
  }

  @Test func `reads a footer that is longer than its first guess`() async throws {
    let fields = (0..<3_000).map { Field("a column with quite a long name, number \($0)", .long) }
    let batch = try ColumnBatch(
      TableSchema(fields),
      rows: [(0..<3_000).map { .integer($0) }]
    )
    let source = WatchedSource(try ParquetWriter.bytes(of: batch))
    #expect(try await ParquetFile(source).schema == batch.schema)
    #expect(source.seen.count == 2)
  }

  @Test func `reads a file on disk`() async throws {
    let batch = try Self.wide()
    let bytes = try ParquetWriter.bytes(of: batch)
    try await withTemporaryDirectory { folder in
      let path = folder.appending(path: "t.parquet").path
      try write(bytes, to: path)
      #expect(try await ParquetFile(FileSource(path: path)).read() == batch)
    }
    #expect(throws: TableFormatError.self) { try FileSource(path: "/nowhere/t.parquet") }
  }

  @Test func `names a column that is not there`() async throws {
    let bytes = try ParquetWriter.bytes(of: Self.wide())
    let error = #expect(throws: TableFormatError.self) {
      try ParquetFile.read(bytes, columns: ["nope"])
    }
    #expect(error?.code == .notFound)
  }

  @Test func `refuses what is not Parquet, or is locked`() throws {
    for bytes in [
      [], Array("PAR1".utf8), [UInt8](repeating: 0, count: 100),
      Array("PAR1".utf8) + [0xff, 0xff, 0xff, 0x7f] + Array("PAR1".utf8),
    ] {
      let error = #expect(throws: TableFormatError.self) { try ParquetFile.read(bytes) }
      #expect(error?.code == .malformed)
    }
    let locked = [UInt8](repeating: 0, count: 20) + Array("PARE".utf8)
    let error = #expect(throws: TableFormatError.self) { try ParquetFile.read(locked) }
    #expect(error?.code == .unsupported)
  }

  @Test func `refuses to take more memory than allowed`() throws {
    let bytes = try ParquetWriter.bytes(of: Self.wide())
    var options = ParquetFile.Options()
    options.memoryLimit = 100_000
    let error = #expect(throws: TableFormatError.self) {
      try ParquetFile.read(bytes, options: options)
    }
    #expect(error?.code == .unsupported)
    #expect(try ParquetFile.read(bytes, columns: []).rowCount == 4_000)
  }
}

private func write(_ bytes: [UInt8], to path: String) throws {
  try Data(bytes).write(to: URL(filePath: path))
}
