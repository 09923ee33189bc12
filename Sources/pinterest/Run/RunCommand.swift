import LocalCloud
import PinterestModels
import Terminal

let runCommand = Command(
  "run",
  "runs the whole pipeline on this machine: rows, posts, topics, objects, clean frames, insights",
  options: [
    .value("--posts", "N", "how many posts of three rows each (500)"),
    .value("--report", "FILE.html", "write the answers there as a page with charts"),
    .value("--keep", "DIR", "leave the cloud's data, the cleaned tables and the answers there"),
    .value("--user-id", "UID", "whom names are made from (0af8d0adfd13)", setting: true),
    .value("--format", "FORMAT", "how the answers are printed: table (default), json or csv"),
  ],
  examples: [
    "pinterest run", "pinterest run --posts 11154 --report insights.html",
    "pinterest run --keep ./pipeline",
  ]
) { call in
  try call.expectOperands(atMost: 0)
  let posts = try call.integer("--posts") ?? 500
  guard posts > 0 else { throw CommandError.usage("--posts \(posts): at least 1") }
  let user: UserID
  do { user = try UserID(call["--user-id"] ?? "0af8d0adfd13") } catch {
    throw CommandError.usage("--user-id: \(error)")
  }
  try await PipelineRun(call, user: user, posts: posts).perform()
  return .done
}
