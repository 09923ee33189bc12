extension KinesisOperation {
  /// What the members of the call's request must look like.
  var members: [Shape.Member] {
    switch self {
    case .putRecord: Self.putRecordMembers
    case .putRecords: Self.putRecordsMembers
    case .getRecords: Self.getRecordsMembers
    case .getShardIterator: Self.getShardIteratorMembers
    case .subscribeToShard: Self.subscribeMembers
    default: streamMembers ?? consumerMembers
    }
  }

  private static let name = Shape.text(.init(lengths: 1...128, pattern: .name))
  private static let hashKey = Shape.text(.init(pattern: .hashKey))
  private static let sequenceNumber = Shape.text(.init(pattern: .sequenceNumber))
  private static let streamARN = Shape.text(.init(lengths: 1...2048, pattern: .streamARN))
  private static let resourceARN = Shape.text(.init(lengths: 1...2048, pattern: .resourceARN))
  private static let consumerARN = Shape.text(.init(lengths: 1...2048, pattern: .consumerARN))
  private static let token = Shape.text(.init(lengths: 1...1_048_576))
  private static let tags = Shape.map(keys: 1...128, values: 0...256, 1...200)
  private static let tagKeys = Shape.list(of: .text(.init(lengths: 1...128)), 1...50)
  private static let page = Shape.integer(1...10_000)
  private static let key = Shape.text(.init(lengths: 1...256))
  private static let data = Shape.blob(most: 10_485_760)

  /// Most calls name their stream in one of two ways.
  private static let stream = [
    Shape.Member("StreamName", name), Shape.Member("StreamARN", streamARN),
  ]

  private static let putRecordMembers =
    [
      Shape.Member("PartitionKey", key, isRequired: true),
      Shape.Member("Data", data, isRequired: true),
      Shape.Member("ExplicitHashKey", hashKey),
      Shape.Member("SequenceNumberForOrdering", sequenceNumber),
    ] + stream

  private static let putRecordsMembers =
    [
      Shape.Member(
        "Records",
        .list(
          of: .structure([
            Shape.Member("PartitionKey", key, isRequired: true),
            Shape.Member("Data", data, isRequired: true),
            Shape.Member("ExplicitHashKey", hashKey),
          ]),
          1...500
        ),
        isRequired: true
      )
    ] + stream

  private static let getRecordsMembers = [
    Shape.Member("ShardIterator", .text(.init(lengths: 1...512)), isRequired: true),
    Shape.Member("Limit", page), Shape.Member("StreamARN", streamARN),
  ]

  private static let iteratorTypes = [
    "AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON",
  ]

  private static let getShardIteratorMembers =
    [
      Shape.Member("ShardId", name, isRequired: true),
      Shape.Member("ShardIteratorType", .text(.init(words: iteratorTypes)), isRequired: true),
      Shape.Member("StartingSequenceNumber", sequenceNumber), Shape.Member("Timestamp", .timestamp),
    ] + stream

  private static let subscribeMembers = [
    Shape.Member("ConsumerARN", consumerARN, isRequired: true),
    Shape.Member("ShardId", name, isRequired: true),
    Shape.Member(
      "StartingPosition",
      .structure([
        Shape.Member("Type", .text(.init(words: iteratorTypes)), isRequired: true),
        Shape.Member("SequenceNumber", sequenceNumber), Shape.Member("Timestamp", .timestamp),
      ]),
      isRequired: true
    ),
  ]

  private static func mode(isRequired: Bool = false) -> Shape.Member {
    let words = Shape.text(.init(words: ["PROVISIONED", "ON_DEMAND"]))
    return Shape.Member(
      "StreamModeDetails",
      .structure([Shape.Member("StreamMode", words, isRequired: true)]),
      isRequired: isRequired
    )
  }

  private static let recordSize = Shape.integer(1024...10_240)

  private static let shardFilter = Shape.structure([
    Shape.Member(
      "Type",
      .text(
        .init(words: [
          "AFTER_SHARD_ID", "AT_TRIM_HORIZON", "FROM_TRIM_HORIZON", "AT_LATEST", "AT_TIMESTAMP",
          "FROM_TIMESTAMP",
        ])
      ),
      isRequired: true
    ), Shape.Member("ShardId", name), Shape.Member("Timestamp", .timestamp),
  ])

  private var streamMembers: [Shape.Member]? {
    switch self {
    case .createStream:
      [
        Shape.Member("StreamName", Self.name, isRequired: true),
        Shape.Member("ShardCount", .integer(1...Int.max)), Self.mode(),
        Shape.Member("Tags", Self.tags), Shape.Member("MaxRecordSizeInKiB", Self.recordSize),
      ]
    case .deleteStream:
      Self.stream + [Shape.Member("EnforceConsumerDeletion", .boolean)]
    case .describeStream:
      Self.stream + [
        Shape.Member("Limit", Self.page), Shape.Member("ExclusiveStartShardId", Self.name),
      ]
    case .describeStreamSummary: Self.stream
    case .describeLimits: []
    case .listStreams:
      [
        Shape.Member("Limit", Self.page), Shape.Member("ExclusiveStartStreamName", Self.name),
        Shape.Member("NextToken", Self.token),
      ]
    case .listShards:
      Self.stream + [
        Shape.Member("NextToken", Self.token), Shape.Member("ExclusiveStartShardId", Self.name),
        Shape.Member("MaxResults", Self.page),
        Shape.Member("StreamCreationTimestamp", .timestamp),
        Shape.Member("ShardFilter", Self.shardFilter),
      ]
    case .splitShard:
      Self.stream + [
        Shape.Member("ShardToSplit", Self.name, isRequired: true),
        Shape.Member("NewStartingHashKey", Self.hashKey, isRequired: true),
      ]
    case .mergeShards:
      Self.stream + [
        Shape.Member("ShardToMerge", Self.name, isRequired: true),
        Shape.Member("AdjacentShardToMerge", Self.name, isRequired: true),
      ]
    case .updateShardCount:
      Self.stream + [
        Shape.Member("TargetShardCount", .integer(1...Int.max), isRequired: true),
        Shape.Member("ScalingType", .text(.init(words: ["UNIFORM_SCALING"])), isRequired: true),
      ]
    case .increaseStreamRetentionPeriod, .decreaseStreamRetentionPeriod:
      Self.stream + [Shape.Member("RetentionPeriodHours", .integer(nil), isRequired: true)]
    case .updateStreamMode:
      [
        Shape.Member("StreamARN", Self.streamARN, isRequired: true), Self.mode(isRequired: true),
      ]
    case .updateMaxRecordSize:
      Self.stream + [Shape.Member("MaxRecordSizeInKiB", Self.recordSize, isRequired: true)]
    default: nil
    }
  }

  private var consumerMembers: [Shape.Member] {
    switch self {
    case .addTagsToStream:
      Self.stream + [Shape.Member("Tags", Self.tags, isRequired: true)]
    case .removeTagsFromStream:
      Self.stream + [Shape.Member("TagKeys", Self.tagKeys, isRequired: true)]
    case .listTagsForStream:
      Self.stream + [
        Shape.Member("ExclusiveStartTagKey", .text(.init(lengths: 1...128))),
        Shape.Member("Limit", .integer(1...50)),
      ]
    case .tagResource:
      [
        Shape.Member("Tags", Self.tags, isRequired: true),
        Shape.Member("ResourceARN", Self.resourceARN, isRequired: true),
      ]
    case .untagResource:
      [
        Shape.Member("TagKeys", Self.tagKeys, isRequired: true),
        Shape.Member("ResourceARN", Self.resourceARN, isRequired: true),
      ]
    case .listTagsForResource:
      [Shape.Member("ResourceARN", Self.resourceARN, isRequired: true)]
    case .registerStreamConsumer:
      [
        Shape.Member("StreamARN", Self.streamARN, isRequired: true),
        Shape.Member("ConsumerName", Self.name, isRequired: true),
        Shape.Member("Tags", Self.tags),
      ]
    case .describeStreamConsumer, .deregisterStreamConsumer:
      [
        Shape.Member("StreamARN", Self.streamARN), Shape.Member("ConsumerName", Self.name),
        Shape.Member("ConsumerARN", Self.consumerARN),
      ]
    case .listStreamConsumers:
      [
        Shape.Member("StreamARN", Self.streamARN, isRequired: true),
        Shape.Member("NextToken", Self.token), Shape.Member("MaxResults", Self.page),
        Shape.Member("StreamCreationTimestamp", .timestamp),
      ]
    default: []
    }
  }
}
