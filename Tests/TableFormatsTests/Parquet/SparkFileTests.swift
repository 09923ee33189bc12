import Foundation
import RandomTables
import TableFormats
import Testing

struct SparkFileTests {
  private static let folder = URL(filePath: #filePath).appending(path: "../../Fixtures/spark")
    .standardized

  @Test(arguments: ["snappy", "zstd", "gzip", "uncompressed", "legacy", "micros", "plain"])
  func `finds every value that Spark finds in its own files`(name: String) async throws {
    let path = Self.folder.appending(path: "\(name).parquet").path
    let text = try String(
      contentsOf: Self.folder.appending(path: "\(name).txt"),
      encoding: .utf8
    )
    let file = try await ParquetFile(FileSource(path: path))
    let batch = try await file.read()
    #expect(RowText.lines(batch) == text.split(separator: "\n").map(String.init))
    #expect(file.createdBy?.hasPrefix("parquet-mr") == true)
    #expect(batch.schema["coordinates"]?.type == .list(of: .double))
    #expect(batch.schema["tags"]?.type == .map(from: .string, to: .string))
    #expect(batch.schema["moment"]?.type == .timestamp)
    #expect(batch.schema["local"]?.type == .timestampWithoutZone)
  }
}
