/// The name of a consumer: `arn:aws:kinesis:region:account:stream/s/consumer/c:1700000000`.
struct ConsumerARN: Sendable, Hashable {
  let stream: String
  let consumer: String
  /// When it was registered, in seconds since 1970: another of the same name is another consumer.
  let created: Int

  /// `nil` where the text names something else, such as a stream.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 7, let created = Int(parts[6]) else { return nil }
    let path = parts[5].split(separator: "/", omittingEmptySubsequences: false)
    guard path.count == 4, path[0] == "stream", path[2] == "consumer" else { return nil }
    stream = String(path[1])
    consumer = String(path[3])
    self.created = created
  }
}
