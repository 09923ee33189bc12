import HTTPWire

extension KinesisService {
  /// Does what a call asks for.
  func perform(
    _ call: KinesisCall,
    _ sheet: inout Desk.Sheet
  ) async throws(KinesisFailure) -> HTTPResponse {
    switch call.operation {
    case .putRecord: try await putRecord(call, &sheet)
    case .putRecords: try await putRecords(call, &sheet)
    case .getRecords: try await getRecords(call, &sheet)
    case .getShardIterator: try await getShardIterator(call)
    default: try await performOnStreams(call)
    }
  }

  private func performOnStreams(_ call: KinesisCall) async throws(KinesisFailure) -> HTTPResponse {
    switch call.operation {
    case .createStream: try await createStream(call)
    case .deleteStream: try await deleteStream(call)
    case .describeStream: try describeStream(call)
    case .describeStreamSummary: try describeStreamSummary(call)
    case .listStreams: try listStreams(call)
    case .listShards: try listShards(call)
    default: throw .unknownOperation
    }
  }
}
