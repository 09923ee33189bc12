/// A way by which records that go together reach a stream: Kinesis's own, or through a gateway.
protocol PutRoute: Sendable {
  /// What decides about time and chance.
  var engine: Engine { get }
  /// The rule of this way that a record breaks, if any; it is then not sent.
  func complaint(about entry: PutEntry) -> String?
  /// Sends records in one request, again as a whole where no answer came.
  func put(_ entries: [PutEntry], patience: Patience) async throws(KinesisError) -> PutReply
}
