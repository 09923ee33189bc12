import FoundationEssentials
import Lakehouse
import Terminal

let exportSparkCommand = Command(
  "export spark",
  "writes reading, cleaning and the questions as a job for Spark",
  options: [
    .value("--out", "FOLDER", "where job.py, sql/ and README.md go"),
    .value("--input", "PLACE", "where the job reads: the folder or s3a:// prefix of the topics"),
    .value("--output", "PLACE", "where the job writes"),
    .value("--mode", "MODE", "permissive (default), dropMalformed or failFast"),
    .value("--timestamps", "FORMS", "every (default), spark, or a pattern: yyyy-MM-dd HH:mm:ss"),
  ] + insightOptions + countingOptions,
  examples: [
    "pinterest export spark --out job && python job/job.py --input topics --output insights",
    "pinterest export spark --out job --input s3a://user-0af8d0adfd13-bucket/topics",
  ]
) { call in
  try call.expectOperands(atMost: 0)
  guard let folder = call["--out"] else {
    throw CommandError.usage("--out FOLDER is missing: where shall the job go?")
  }
  var job = SparkJob()
  job.reading = try ReadingOptions(call)
  job.cleaning = try CleaningOptions(counting: call)
  job.insights = try InsightOptions(call)
  job.input = call["--input"] ?? job.input
  job.output = call["--output"] ?? job.output
  for file in job.files { try write(file, to: folder) }
  call.console.note("the job is \(folder)/job.py; \(folder)/README.md says how to run it")
  return .done
}

private func write(_ file: SparkJob.File, to folder: String) throws {
  let path = "\(folder)/\(file.path)"
  let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  do {
    try FileManager.default.createDirectory(
      atPath: parent.joined(separator: "/"),
      withIntermediateDirectories: true
    )
  } catch {
    throw CommandError(.failed, "\(folder): the folder cannot be made (\(error))")
  }
  try OutputFile(path: path).write(Array(file.text.utf8))
}
