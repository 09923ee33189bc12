import JSONBytes
import Testing

@testable import LocalCloud

@Suite struct PlainPutTests {
  @Test func `reads what the thorough way reads`() throws {
    let body = #"""
      {"Records":[{"Data":"YQ==","PartitionKey":"caf\u00e9"},
       {"PartitionKey":"k","Data":"","ExplicitHashKey":"340282366920938463463374607431768211455"}],
       "StreamName":"s","New":{"a":[1]}}
      """#
    let put = try #require(PlainPut(.putRecords, Array(body.utf8)))
    let records = try #require(try JSONValue(parsing: body)["Records"]?.array)
    #expect(put.stream == "s")
    #expect(try put.records == records.map { try NewRecord($0.object ?? [:]) })
    let one = #"{"StreamName":"s","Data":"YWI=","PartitionKey":"k","Records":[]}"#
    #expect(
      PlainPut(.putRecord, Array(one.utf8))?.records == [
        NewRecord(data: Array("ab".utf8)[...], key: Array("k".utf8)[...])
      ]
    )
  }

  @Test(arguments: [
    "", "{}", "[]", #"{"StreamName":"s","Data":"YQ==","PartitionKey":"k""#,
    #"{"StreamName":"s","Data":"YQ=","PartitionKey":"k"}"#,
    #"{"StreamName":"s","Data":"Y\/==","PartitionKey":"k"}"#,
    #"{"StreamName":"s","Data":"YQ==","PartitionKey":""}"#,
    #"{"StreamName":"s","Data":"YQ==","PartitionKey":null}"#,
    #"{"StreamName":"s","Data":"YQ=="}"#, #"{"Data":"YQ==","PartitionKey":"k"}"#,
    #"{"StreamName":"s/t","Data":"YQ==","PartitionKey":"k"}"#,
    #"{"StreamName":"s","StreamName":"t","Data":"YQ==","PartitionKey":"k"}"#,
    #"{"StreamName":"s","Data":"YQ==","PartitionKey":"k","ExplicitHashKey":"00"}"#,
    #"{"StreamName":"s","Data":"YQ==","PartitionKey":"k","SequenceNumberForOrdering":"1"}"#,
    #"{"StreamARN":"a","Data":"YQ==","PartitionKey":"k"}"#,
    #"{"StreamName":"s","Data":"YQ==","PartitionKey":"k"} x"#,
  ])
  func `leaves what is out of the ordinary to the thorough way`(body: String) {
    #expect(PlainPut(.putRecord, Array(body.utf8)) == nil)
  }

  @Test func `other calls are no puts`() {
    let body = #"{"StreamName":"s","Data":"YQ==","PartitionKey":"k"}"#
    #expect(PlainPut(.describeStream, Array(body.utf8)) == nil)
    #expect(PlainPut(.putRecords, Array(body.utf8)) == nil)
    #expect(PlainPut(.putRecords, Array(#"{"StreamName":"s","Records":[]}"#.utf8)) == nil)
  }
}
