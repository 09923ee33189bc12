import Terminal

/// Every command, in the order of the help; each stands in a file of its own.
let commands: [Command] =
  [
    upCommand,
    downCommand,
    statusCommand,
    envCommand,
    doctorCommand,
    emulateCommand,
    replayCommand,
    rowsExportCommand,
    topicsCreateCommand,
    topicsListCommand,
    topicsDescribeCommand,
    topicsDeleteCommand,
    consumeCommand,
  ] + connectCommands + [
    s3MakeBucketCommand,
    s3RemoveBucketCommand,
    s3ListCommand,
    s3PutCommand,
    s3GetCommand,
    s3CatCommand,
    s3RemoveCommand,
    s3PresignCommand,
    gatewayRenderCommand,
    streamsCreateCommand,
    streamsListCommand,
    streamsDescribeCommand,
    streamsDeleteCommand,
    streamsPutCommand,
    streamsTailCommand,
    sigV4ExplainCommand,
    sigV4SignCommand,
    sigV4VerifyCommand,
    configCommand,
  ]
