import Foundation
import RandomTables
import TableFormats
import TestKit
import Testing

@Suite(.enabled(if: Peers.arePresent), .timeLimit(.minutes(15)))
struct ParquetInteropTests {
  static let seed = 20_260_731

  @Test(arguments: ParquetPeer.present)
  func `reads every value of files that others wrote`(peer: ParquetPeer) async throws {
    try await withTemporaryDirectory { folder in
      let written = try await peer.write(to: folder, seed: Self.seed)
      #expect(!written.isEmpty)
      for (file, rows) in written {
        let parquet = try await ParquetFile(FileSource(path: file.path))
        let read = try await RowText.lines(parquet.read())
        #expect(read.count == rows.count, "\(file.lastPathComponent)")
        for (ours, theirs) in zip(read, rows) where ours != theirs {
          Issue.record("\(file.lastPathComponent):\n\(ours)\n\(theirs)")
          break
        }
      }
    }
  }

  @Test(arguments: ParquetPeer.present)
  func `writes files in which others find every value`(peer: ParquetPeer) async throws {
    try await withTemporaryDirectory { folder in
      var tables: [(file: URL, batch: ColumnBatch)] = []
      for number in 0..<48 {
        var random = RandomTable(seed: UInt64(Self.seed + number))
        let batch = try random.batch(rows: [0, 1, 90][number % 3])
        let file = folder.appending(path: "\(number).parquet")
        try Data(ParquetWriter.bytes(of: batch, options: options(number))).write(to: file)
        tables.append((file, batch))
      }
      let found = try await peer.read(tables.map(\.file))
      for (table, rows) in zip(tables, found) {
        let expected = RowText.lines(table.batch)
        #expect(rows.count == expected.count, "\(table.file.lastPathComponent)")
        for (ours, theirs) in zip(expected, rows) where ours != theirs {
          Issue.record("\(table.file.lastPathComponent):\n\(ours)\n\(theirs)")
          break
        }
      }
    }
  }

  private func options(_ number: Int) -> ParquetWriter.Options {
    var options = ParquetWriter.Options()
    options.codec = ParquetCodec.allCases[number % 4]
    options.usesDictionaries = number % 5 > 0
    options.rowGroupRows = number % 7 == 0 ? 8 : 1_000_000
    options.pageSize = number % 2 == 0 ? 1 << 20 : 100
    return options
  }
}
