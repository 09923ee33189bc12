extension KinesisService {
  /// How the service is set up.
  struct Options: Sendable {
    var region = "us-east-1"
    /// Streams that are there from the start.
    var firstStreams: [String] = []
    var authentication = LocalCloud.Options.Authentication.signed([.test])
    /// How long a stream is on its way into another state.
    var stateDelay = Duration.zero

    var throttle = LocalCloud.Options.Throttle.none

    init() {}

    /// What a cloud asks for: the three streams of its user are there from the start.
    init(_ options: LocalCloud.Options) {
      region = options.region
      firstStreams = ["pin", "geo", "user"].map { "streaming-\(options.userID)-\($0)" }
      authentication = options.authentication
      stateDelay = options.streamStateDelay
      throttle = options.throttle
    }
  }
}
