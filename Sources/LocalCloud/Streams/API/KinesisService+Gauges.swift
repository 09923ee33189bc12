extension KinesisService {
  /// What metrics tell of the streams beside their calls.
  var gauges: [Metrics.Gauge] {
    let streams = storage.streams
    let tally = limits?.tally
    return [
      Metrics.Gauge("pinterest_streams", "Streams there are.", streams.count),
      Metrics.Gauge(
        "pinterest_stream_shards_open",
        "Open shards of all streams.",
        streams.reduce(0) { $0 + $1.map.shards.count }
      ),
      Metrics.Gauge(
        "pinterest_stream_records_throttled",
        "Records refused for a shard's limits.",
        tally?.records ?? 0
      ),
      Metrics.Gauge(
        "pinterest_stream_calls_throttled",
        "Calls refused for coming too often.",
        tally?.calls ?? 0
      ),
    ]
  }
}
