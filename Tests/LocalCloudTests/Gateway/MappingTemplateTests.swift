import Foundation
import JSONBytes
import Testing

@testable import LocalCloud

/// What templates make of requests.
@Suite struct MappingTemplateTests {
  private static let request = TemplateRequest(
    body: """
      {"Data": {"index": 7528, "title": "caf\\u00e9 \\"x\\"", "tags": ["a", "b"], "n": null},
       "PartitionKey": "partition-1", "ShardCount": 3, "list": [{"a-b": 1}, {"a-b": 2}],
       "flag": true, "empty": "", "none": null}
      """,
    path: ["stream-name": "streaming-u-pin"],
    query: ["shard-id": "shardId-000000000001", "both": "query"],
    headers: ["Shard-Iterator": "AAA=", "both": "header"],
    context: [
      "requestId": "r-1", "stage": "test", "identity": ["sourceIp": "127.0.0.1"],
    ],
    stageVariables: ["table": "pin"]
  )

  private static func render(
    _ template: String,
    _ request: TemplateRequest = request
  ) throws -> String {
    try MappingTemplate(template).render(request)
  }

  static let cases: [(String, String)] = [
    // Text and references.
    ("plain text {}", "plain text {}"),
    ("$input.params('stream-name')", "streaming-u-pin"),
    ("$input.params('shard-id')", "shardId-000000000001"),
    ("$input.params('Shard-Iterator')|$input.params('shard-iterator')", "AAA=|AAA="),
    ("$input.params('both')", "query"), ("[$input.params('nope')]", "[]"),
    ("$input.params().path", "{stream-name=streaming-u-pin}"),
    ("$input.params().header.get('Shard-Iterator')", "AAA="),
    ("$input.json('$.Data')", #"{"index":7528,"title":"café \"x\"","tags":["a","b"],"n":null}"#),
    ("$input.json('$.PartitionKey')", "\"partition-1\""), ("$input.json('$.nope')", "\"\""),
    ("$input.json('$.Data.tags[1]')", "\"b\""),
    ("$input.json('$.list[*]')", #"[{"a-b":1},{"a-b":2}]"#),
    ("$input.json('$..a-b')", "[1,2]"), ("$input.json(\"$['Data']['index']\")", "7528"),
    ("$input.path('$.Data')", #"{index=7528, title=café "x", tags=[a, b], n=null}"#),
    ("$input.path('$.PartitionKey')", "partition-1"), ("$input.path('$.Data.tags')", "[a, b]"),
    ("$input.path('$.Data').index", "7528"), ("$input.path('$.Data.tags')[0]", "a"),
    ("$input.path('$').Data.title", "café \"x\""), ("$input.path('$.list')[1].a-b", "2"),
    ("[$input.path('$.nope')]", "[]"), ("$input.path('$.flag')", "true"),
    ("$context.requestId $context.identity.sourceIp", "r-1 127.0.0.1"),
    ("$stageVariables.table ${stageVariables.table}s", "pin pins"),
    // What is not there prints itself, unless it shall be quiet.
    ("$nope ${nope} $nope.member $!nope $!{nope}.", "$nope ${nope} $nope.member  ."),
    ("$context.nope|$!context.nope|$input.path('$.none')", "$context.nope||$input.path('$.none')"),
    ("100$ $ $1 a$", "100$ $ $1 a$"), (#"\$input.body"#, "$input.body"),
    // Directives.
    ("#set($a = 'x')$a", "x"), ("#set($a = \"<$context.stage>\")$a", "<test>"),
    ("a\n  #set( $x = 1 )\nb$x", "a\nb1"),
    ("#if($input.path('$.ShardCount') == '') 5 #else $input.path('$.ShardCount') #end", " 3 "),
    ("#if($input.path('$.nope') == '') 5 #else 6 #end", " 5 "),
    ("#if($nope)a#elseif($context.stage == 'test')b#{else}c#end", "b"),
    ("#if(!$nope && 1 < 2)y#end", "y"), ("#if(false || 'a' != \"a\")y#{end}.", "."),
    ("#if($input.path('$.flag'))y#end", "y"),
    ("#foreach($e in $input.path('$.list'))$e.a-b#if($foreach.hasNext),#end#end", "1,2"),
    ("#foreach($e in ['a','b'])$foreach.index$foreach.count$e #end$!e", "01a 12b "),
    ("#foreach($i in [1..4])#if($i == 3)#break#end$i#end", "12"),
    ("#foreach($k in $input.path('$.Data').keySet())$k #end", "index title tags n "),
    ("#foreach($x in $nope)x#end", ""), ("a#stop b", "a"),
    ("a ## to the end\nb#* all\nof this *#c", "a bc"), ("#[[$raw #if]]#", "$raw #if"),
    ("#include #x # 1", "#include #x # 1"),
    // Values and methods.
    ("#set($x = 3 + 4 * 2)$x #set($y = $x / 2)$y #set($z = 7 % 4)$z", "11 5 3"),
    ("#set($x = 1.5 + 1)$x", "2.5"), ("#set($s = 'a' + 1)$s", "a1"),
    ("#set($m = {'k': 'v', \"n\": 1})$m.k $m.n $m", "v 1 {k=v, n=1}"),
    ("#set($l = [])#set($v = $l.add('x'))#set($v = $l.add(2))$l.size() $l", "2 [x, 2]"),
    ("#set($m = {})#set($v = $m.put('a', 1))$m", "{a=1}"),
    (
      "#set($s = 'Hello')$s.length() $s.toUpperCase() $s.substring(1,3) $s.replace('l','L')",
      "5 HELLO el HeLLo"
    ),
    (
      "#set($s = 'a,b,')$s.split(',').size() $s.contains(',b') $s.indexOf('b') $s.isEmpty()",
      "2 true 2 false"
    ),
    // Helpers.
    ("$util.base64Encode('{\"a\":1}')", "eyJhIjoxfQ=="), ("$util.base64Decode('eA==')", "x"),
    ("$util.base64Encode($input.path('$.list')[0])", "e2EtYj0xfQ=="),
    ("$util.escapeJavaScript($input.path('$.Data.title'))", #"caf\u00E9 \"x\""#),
    ("$util.urlEncode('a b&c/é')", "a+b%26c%2F%C3%A9"), ("$util.urlDecode('a+b%26')", "a b&"),
    ("$util.parseJson('{\"a\":[1,2]}').a[1]", "2"),
    (
      "$util.base64Encode($nope)",
      "$util.base64Encode($nope)"
    ),
  ]

  @Test(arguments: cases)
  func `makes of a request what Velocity makes`(template: String, made: String) throws {
    #expect(try Self.render(template) == made)
  }

  /// Each row of the course's table, with the body its script sends.
  @Test func `the course's templates make the bodies Kinesis understands`() throws {
    func made(_ method: String, _ path: String, _ body: String) throws -> JSONValue {
      let row = try #require(
        StreamTemplates.methods.first { $0.method == method && $0.path == path }
      )
      var request = Self.request
      request.body = body
      return try JSONValue(parsing: try Self.render(row.template, request))
    }
    let stream = "/streams/{stream-name}"
    let named: JSONValue = ["StreamName": "streaming-u-pin"]
    #expect(try made("GET", "/streams", "") == [:])
    #expect(try made("GET", stream, "") == named)
    #expect(try made("DELETE", stream, "{}") == named)
    #expect(try made("POST", stream, "{}") == ["ShardCount": 5, "StreamName": "streaming-u-pin"])
    #expect(
      try made("POST", stream, #"{"ShardCount": 2}"#)
        == ["ShardCount": 2, "StreamName": "streaming-u-pin"]
    )
    let row = #"{"index": 7528, "unique_id": "fbe53c66", "title": "caf\u00e9", "downloaded": 0}"#
    let record = try made(
      "PUT",
      stream + "/record",
      #"{"StreamName": "streaming-u-pin", "Data": \#(row), "PartitionKey": "partition-1"}"#
    )
    #expect(record["StreamName"] == "streaming-u-pin" && record["PartitionKey"] == "partition-1")
    let data = Data(base64Encoded: record["Data"]?.string ?? "") ?? Data()
    #expect(
      String(decoding: data, as: UTF8.self)
        == #"{"index":7528,"unique_id":"fbe53c66","title":"café","downloaded":0}"#
    )
    let records = try made(
      "PUT",
      stream + "/records",
      #"{"records": [{"data": "some data", "partition-key": "some key"}, {"data": "x", "partition-key": "y"}]}"#
    )
    #expect(records["Records"]?[0] == ["Data": "c29tZSBkYXRh", "PartitionKey": "some key"])
    #expect(records["Records"]?[1] == ["Data": "eA==", "PartitionKey": "y"])
    #expect(
      try made("GET", stream + "/sharditerator", "") == [
        "ShardId": "shardId-000000000001", "ShardIteratorType": "TRIM_HORIZON",
        "StreamName": "streaming-u-pin",
      ]
    )
    #expect(try made("GET", stream + "/records", "") == ["ShardIterator": "AAA="])
  }

  /// What the console offers under "method request passthrough".
  @Test func `the console's own template works`() throws {
    let made = try Self.render(
      """
      ##  a comment
      #set($allParams = $input.params())
      {
      "body-json" : $input.json('$.PartitionKey'),
      "params" : {
      #foreach($type in $allParams.keySet())
          #set($params = $allParams.get($type))
      "$type" : {
          #foreach($paramName in $params.keySet())
          "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
              #if($foreach.hasNext),#end
          #end
      }
          #if($foreach.hasNext),#end
      #end
      },
      "stage-variables" : {
      #foreach($key in $stageVariables.keySet())
      "$key" : "$util.escapeJavaScript($stageVariables.get($key))"
          #if($foreach.hasNext),#end
      #end
      },
      "context" : { "stage" : "$context.stage", "user" : "$context.identity.user" }
      }
      """
    )
    let json = try JSONValue(parsing: made)
    #expect(json["params"]?["path"] == ["stream-name": "streaming-u-pin"])
    #expect(json["params"]?["header"]?["Shard-Iterator"] == "AAA=")
    #expect(json["stage-variables"] == ["table": "pin"])
    #expect(json["context"]?["user"] == "$context.identity.user")
  }

  @Test(arguments: [
    ("#if($a", "line 1: expected ) behind a condition"),
    ("a\n#if(true)x", "line 2: #if without #end"),
    ("#foreach($x in [1])", "line 1: #foreach without #end"),
    ("x #end", "line 1: #end, #else or #elseif without an #if"),
    ("#set(x = 1)", "line 1: #set needs a reference first"),
    ("#set($x = y)", "line 1: y is no value; a text needs quotes"),
    ("#set($x = 'a)", "line 1: a text without its closing quote"),
    ("#* x", "line 1: a comment without *#"),
    ("#if(true)#else#else#end", "line 1: something behind #else that is not #end"),
  ])
  func `says what is wrong with a template, and where`(template: String, complaint: String) {
    let error = #expect(throws: TemplateError.self) { try MappingTemplate(template) }
    #expect(error?.description == complaint)
  }

  @Test(arguments: [
    ("\n$util.nope('x')", "line 2: $util.nope is unknown"),
    ("$input.nope('x')", "line 1: $input.nope with 1 arguments is unknown"),
    ("#foreach($i in [1..2000])#end", "line 1: #foreach goes round more than 1000 times"),
    ("$input.json('$.a[?(@.b)]')", "a path has a filter, which this gateway does not know"),
    ("$util.base64Decode('***')", "line 1: $util.base64Decode: this is not base64"),
    (
      "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end",
      "the template takes too many steps"
    ),
  ])
  func `says what went wrong with a request`(template: String, complaint: String) throws {
    let read = try MappingTemplate(template)
    let error = #expect(throws: TemplateError.self) { try read.render(Self.request) }
    #expect(error?.description == complaint)
  }

  @Test func `a body that is no JSON is the request's fault`() throws {
    let read = try MappingTemplate("$input.json('$')")
    let error = #expect(throws: TemplateError.self) {
      try read.render(TemplateRequest(body: "{nope"))
    }
    #expect(error?.isOfRequest == true)
    #expect(try Self.render("$input.body", TemplateRequest(body: "{nope")) == "{nope")
  }

  @Test func `nothing that is nested without end is followed`() {
    let deep = String(repeating: "#if(true)", count: 100_000)
    #expect(throws: TemplateError.self) { try MappingTemplate(deep) }
    let brackets = "#set($x = " + String(repeating: "(", count: 100_000)
    #expect(throws: TemplateError.self) { try MappingTemplate(brackets) }
  }
}
