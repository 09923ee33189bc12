import FoundationEssentials

extension Journal.Entry: Encodable {
  private enum CodingKeys: String, CodingKey {
    case sequence, time, service, operation, attributes, method, path, status, errorCode, ms, notes
  }

  /// Writes the entry as a person reads it: the moment in ISO 8601, the duration in milliseconds.
  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    try members.encode(sequence, forKey: .sequence)
    try members.encode(date.formatted(style), forKey: .time)
    try members.encode(call.service, forKey: .service)
    try members.encode(call.operation, forKey: .operation)
    try members.encode(call.attributes, forKey: .attributes)
    try members.encode(method, forKey: .method)
    try members.encode(path, forKey: .path)
    try members.encode(status, forKey: .status)
    try members.encode(errorCode, forKey: .errorCode)
    try members.encode((duration / .microseconds(1)).rounded() / 1_000, forKey: .ms)
    try members.encode(notes, forKey: .notes)
  }
}
