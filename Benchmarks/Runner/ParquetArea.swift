import Foundation
import TableFormats

/// The table of cleaned pins as Parquet, written and read in memory on one thread, beside pyarrow.
let parquetArea = Area(name: "parquet") { bench in
  let rows = 100_000
  try bench.makeData(rows: rows, in: "pins")
  let table = bench.folder.appending(path: "pins/pin.parquet")
  let peer = try bench.python(
    "parquet_py.py",
    [bench.folder.appending(path: "pins/pin.ndjson").path, table.path]
  )
  let pins = try await ParquetFile(FileSource(path: table.path)).read()
  for codec in [ParquetCodec.uncompressed, .snappy, .zstd] {
    try await measure(pins, codec, bench, peer)
  }
}

private func measure(
  _ pins: ColumnBatch,
  _ codec: ParquetCodec,
  _ bench: Bench,
  _ peer: String
) async throws {
  var options = ParquetWriter.Options()
  options.codec = codec
  let bytes = try ParquetWriter.bytes(of: pins, options: options)
  let write = try await Bench.microsecondsPerOperation(count: pins.rowCount, rounds: 9) {
    _ = try ParquetWriter.bytes(of: pins, options: options)
  }
  let read = try await Bench.microsecondsPerOperation(count: pins.rowCount, rounds: 9) {
    _ = try ParquetFile.read(bytes)
  }
  let size = Double(bytes.count) / Double(pins.rowCount)
  let name = codec == .uncompressed ? "none" : codec.name
  let lines = peer.split(separator: "\n")
  for (verb, ours) in [("write", write), ("read", read)] {
    guard let line = lines.first(where: { $0.hasPrefix("\(verb)-\(name) ") }) else {
      throw BenchError(description: "no \(verb)-\(name) in: \(peer)")
    }
    let theirs = try bench.number(before: "us/row", in: String(line))
    try bench.report(
      Figure(
        case: "parquet-\(verb)-\(name)",
        unit: "cpu-us/row",
        ours: ours,
        peer: "pyarrow",
        peerValue: theirs,
        goal: 2 * theirs
      )
    )
    guard verb == "write" else { continue }
    try bench.report(
      Figure(
        case: "parquet-size-\(name)",
        unit: "bytes/row",
        ours: size,
        peer: "pyarrow",
        peerValue: try bench.number(before: "bytes", in: String(line)) / Double(pins.rowCount)
      )
    )
  }
}
