import KinesisClient
import Lakehouse
import PinterestModels
import Terminal

let streamCommand = Command(
  "stream",
  "moves streams into Delta tables, cleaned and exactly once",
  options: kinesisOptions + [
    .value("--user-id", "UID", "whose streams and tables (required)", setting: true),
    .value("--out", "PLACE", "a folder or s3://BUCKET/PREFIX (./tables)", setting: true),
    .value("--checkpoint", "DIR", "what it remembers (PLACE/_checkpoints of a folder)"),
    .value("--from", "SOURCE", "kinesis (default), or topics, through the REST proxy"),
    .value("--kafka-rest", "URL", "the proxy of topics (KAFKA_REST_URL)"),
    .value("--tables", "LIST", "pin,geo,user"),
    .value("--start", "WHERE", "earliest (default) or latest, where nothing is remembered"),
    .flag("--available-now", "end once everything that is there now is in the tables"),
    .value("--interval", "TIME", "a batch ends after so long (2s)"),
    .value("--max-records", "N", "a batch ends with so many records (20000)"),
    .value("--max-bytes", "N", "a batch ends with so many bytes (16777216)"),
    .flag("--json", "one JSON object a batch"),
  ],
  examples: [
    "pinterest stream --available-now --user-id 0af8d0adfd13 --out ./tables",
    "pinterest stream --user-id 0af8d0adfd13 --out s3://my-bucket/tables --checkpoint ./checkpoints",
  ],
  onInterrupt: .graceful
) { call in
  try call.expectOperands(atMost: 0)
  let job = try StreamJob(StreamQueries(call).all())
  let display = StreamDisplay(call)
  do {
    let stop = StreamStop()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { if await call.interruption.wait() != nil { stop.raise() } }
      defer { group.cancelAll() }
      try await job.run(until: stop, progress: { display.show($0) })
    }
  } catch let error as LakehouseError {
    display.conclude()
    throw CommandError(StreamQueries.exitCode(for: error), error.description)
  }
  display.conclude()
  return call.interruption.requested ?? .done
}
