import JSONBytes
import Testing

@testable import TableFormats

struct CommitFileTests {
  private static let add = AddFile(
    path: "country=Costa Rica/part-00000-é.parquet",
    partitionValues: ["country": "Costa Rica", "day": nil],
    size: 1234,
    modificationTime: 1_598_586_767_000,
    stats: #"{"numRecords":4}"#,
    tags: ["a": "b"]
  )
  private static var transaction: WriterTransaction {
    var transaction = WriterTransaction(appID: "pins", version: 7)
    transaction.lastUpdated = 5
    return transaction
  }
  private static let metadata = TableMetadata(
    id: "af23",
    name: "pins",
    description: nil,
    schemaText: #"{"type":"struct","fields":[]}"#,
    partitionColumns: ["country"],
    configuration: ["delta.appendOnly": "true"],
    createdTime: 9
  )
  private static let lines: [(LogAction, String)] = [
    (
      .commitInfo(CommitInfo(members: ["timestamp": 3, "operation": "WRITE"])),
      #"{"commitInfo":{"timestamp":3,"operation":"WRITE"}}"#
    ),
    (
      .tableProtocol(TableProtocol()), #"{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}"#
    ),
    (
      .tableProtocol(
        TableProtocol(
          minReaderVersion: 3,
          minWriterVersion: 7,
          readerFeatures: ["a"],
          writerFeatures: ["a", "b"]
        )
      ),
      #"{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["a"],"#
        + #""writerFeatures":["a","b"]}}"#
    ),
    (
      .metadata(metadata),
      #"{"metaData":{"id":"af23","name":"pins","format":{"provider":"parquet","options":{}},"#
        + #""schemaString":"{\"type\":\"struct\",\"fields\":[]}","partitionColumns":["country"],"#
        + #""configuration":{"delta.appendOnly":"true"},"createdTime":9}}"#
    ),
    (.transaction(transaction), #"{"txn":{"appId":"pins","version":7,"lastUpdated":5}}"#),
    (
      .add(add),
      #"{"add":{"path":"country=Costa%20Rica/part-00000-%C3%A9.parquet","#
        + #""partitionValues":{"country":"Costa Rica","day":null},"size":1234,"#
        + #""modificationTime":1598586767000,"dataChange":true,"#
        + #""stats":"{\"numRecords\":4}","tags":{"a":"b"}}}"#
    ),
    (
      .remove(RemoveFile(add, at: 77, dataChange: false)),
      #"{"remove":{"path":"country=Costa%20Rica/part-00000-%C3%A9.parquet","#
        + #""deletionTimestamp":77,"dataChange":false,"extendedFileMetadata":true,"#
        + #""partitionValues":{"country":"Costa Rica","day":null},"size":1234}}"#
    ),
  ]
  private static var text: String { lines.map { $0.1 + "\n" }.joined() }

  @Test func `writes an action a line, byte for byte`() {
    let bytes = CommitFile.bytes(of: Self.lines.map(\.0))
    #expect(String(decoding: bytes, as: UTF8.self) == Self.text)
  }

  @Test func `reads what it wrote`() throws {
    let file = CommitFile(name: "0.json")
    let bytes = Array(Self.text.utf8)
    #expect(try file.actions(in: bytes, withCommitInfo: true) == Self.lines.map(\.0))
    #expect(try file.actions(in: bytes) == Self.lines.dropFirst().map(\.0))
  }

  @Test func `passes over what came after it`() throws {
    let text = """
      {"cdc":{"path":"x"}}
      {"domainMetadata":{"domain":"d"}}

      {"add":{"path":"p","size":1,"baseRowId":null,"clusteringProvider":{"a":[1]},"stats":null}}
      """
    let actions = try CommitFile(name: "0.json").actions(in: Array(text.utf8))
    #expect(actions == [.add(AddFile(path: "p", size: 1, modificationTime: 0))])
  }

  @Test(arguments: [
    (
      #"{"add":{"path":"p"}}"#,
      "line 1, column 20: unsuitable value at byte 19 (no size of the added file)"
    ),
    (#"{"add":{"size":1}}"#, "no path of the added file"),
    (#"{"add":{"path":"a%2","size":1}}"#, "the path has a % that encodes nothing"),
    ("{\"protocol\":{}}\n{\"txn\":{\"appId\":\"x\"}}", "line 2"),
    (#"{"metaData":{"id":"x"}}"#, "no schemaString"),
    ("{", "unexpected end"),
  ])
  func `names the line that is none`(text: String, complaint: String) {
    let error = #expect(throws: TableFormatError.self) {
      try CommitFile(name: "_delta_log/0.json").actions(in: Array(text.utf8))
    }
    #expect(error?.code == .malformed)
    #expect(error?.subject == "_delta_log/0.json")
    #expect(error?.detail.contains(complaint) == true, "\(error?.detail ?? "")")
  }

  @Test(arguments: [
    "s3://other/file", "file:/etc/passwd", "/etc/passwd", "a/../../b", "a/%2e%2e/b",
  ])
  func `takes no file from outside of the table`(path: String) throws {
    let text = #"{"add":{"path":"\#(path)","size":1}}"#
    guard case .add(let file) = try CommitFile(name: "0").actions(in: Array(text.utf8)).first
    else { return }
    #expect(file.obstacle == "a file outside of the table's folder")
  }
}
