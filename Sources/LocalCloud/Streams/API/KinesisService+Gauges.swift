extension KinesisService {
  /// What metrics tell of the streams beside their calls.
  var gauges: [Metrics.Gauge] {
    let streams = storage.streams
    let tally = limits?.tally
    return [
      Metrics.Gauge(name: "pinterest_streams", help: "Streams there are.", value: streams.count),
      Metrics.Gauge(
        name: "pinterest_stream_shards_open",
        help: "Open shards of all streams.",
        value: streams.reduce(0) { $0 + $1.map.shards.count }
      ),
      Metrics.Gauge(
        name: "pinterest_stream_records_throttled",
        help: "Records refused for a shard's limits.",
        value: tally?.records ?? 0
      ),
      Metrics.Gauge(
        name: "pinterest_stream_calls_throttled",
        help: "Calls refused for coming too often.",
        value: tally?.calls ?? 0
      ),
    ]
  }
}
