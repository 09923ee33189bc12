import JSONBytes

/// Which stream a request is about: its name in the caller's account, or its full name anywhere.
enum StreamReference: Hashable, Sendable, CustomStringConvertible {
  case name(StreamName)
  case arn(ResourceARN)

  /// What errors call it.
  var description: String {
    switch self {
    case .name(let name): name.text
    case .arn(let arn): arn.rawValue
    }
  }

  /// Writes the member every request about a stream begins with.
  func write(to json: inout JSONWriter) {
    switch self {
    case .name(let name): json.member("StreamName", name.text)
    case .arn(let arn): json.member("StreamARN", arn.rawValue)
    }
  }
}
