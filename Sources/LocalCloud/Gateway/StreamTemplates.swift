/// The resources in front of Kinesis as the course has its students build them, and the templates.
enum StreamTemplates {
  /// One method of one resource.
  struct Method: Sendable {
    let method: String
    let path: String
    let action: KinesisOperation
    let template: String
  }

  private static let name = "$input.params('stream-name')"

  static let methods: [Method] = [
    Method(method: "GET", path: "/streams", action: .listStreams, template: listStreams),
    Method(
      method: "PUT",
      path: "/streams/record",
      action: .putRecord,
      template: putRecord
    ),
    Method(
      method: "PUT",
      path: "/streams/records",
      action: .putRecords,
      template: putRecords
    ),
    Method(
      method: "GET",
      path: "/streams/{stream-name}",
      action: .describeStream,
      template: named
    ),
    Method(
      method: "POST",
      path: "/streams/{stream-name}",
      action: .createStream,
      template: createStream
    ),
    Method(
      method: "DELETE",
      path: "/streams/{stream-name}",
      action: .deleteStream,
      template: named
    ),
    Method(
      method: "PUT",
      path: "/streams/{stream-name}/record",
      action: .putRecord,
      template: putRecord
    ),
    Method(
      method: "PUT",
      path: "/streams/{stream-name}/records",
      action: .putRecords,
      template: putRecords
    ),
    Method(
      method: "GET",
      path: "/streams/{stream-name}/records",
      action: .getRecords,
      template: #"{"ShardIterator": "$input.params('Shard-Iterator')"}"#
    ),
    Method(
      method: "GET",
      path: "/streams/{stream-name}/sharditerator",
      action: .getShardIterator,
      template: getShardIterator
    ),
  ]

  private static let named = #"{"StreamName": "\#(name)"}"#

  /// The course has `{}`; what the query asks for is passed on as well.
  private static let listStreams = """
    #set($limit = $input.params('Limit'))
    #set($start = $input.params('ExclusiveStartStreamName'))
    {#if($limit != '')"Limit": $limit#if($start != ''),#end#end
    #if($start != '')"ExclusiveStartStreamName": "$start"#end}
    """

  private static let createStream = """
    {
      "ShardCount": #if($input.path('$.ShardCount') == '') 5 #else $input.path('$.ShardCount') #end,
      "StreamName": "\(name)"
    }
    """

  private static let putRecord = """
    {
      "StreamName": "\(name)",
      "Data": "$util.base64Encode($input.json('$.Data'))",
      "PartitionKey": "$input.path('$.PartitionKey')"
    }
    """

  private static let putRecords = """
    {
      "StreamName": "\(name)",
      "Records": [
        #foreach($elem in $input.path('$.records'))
          {
            "Data": "$util.base64Encode($elem.data)",
            "PartitionKey": "$elem.partition-key"
          }#if($foreach.hasNext),#end
        #end
      ]
    }
    """

  private static let getShardIterator = """
    {
      "ShardId": "$input.params('shard-id')",
      "ShardIteratorType": "TRIM_HORIZON",
      "StreamName": "\(name)"
    }
    """
}
