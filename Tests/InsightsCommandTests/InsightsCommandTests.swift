import Foundation
import JSONBytes
import TestKit
import Testing

/// `pinterest insights`, `sql` and `export spark` as a person runs them.
@Suite(.timeLimit(.minutes(2))) struct InsightsCommandTests {
  private static let program = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "pinterest").path

  /// Runs a command in a folder with the topics of two posts, one of them posted twice.
  private func run(
    _ arguments: String,
    in folder: URL,
    input: String = ""
  ) async throws -> (output: String, errors: String, status: Int) {
    try Self.writeTopics(to: folder.appending(path: "topics"))
    let script = """
      cd '\(folder.path)' && '\(Self.program)' \(arguments) 2>errors; echo "status $?"; cat errors
      """
    let printed = try await Peer.output(of: "/bin/sh", ["-c", script], input: input)
    let parts = printed.split(separator: "status ", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[1].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), String(lines[1]), try #require(Int(lines[0])))
  }

  private static func writeTopics(to topics: URL) throws {
    let rows = [
      "pin": [
        #"{"index":1,"unique_id":"a","poster_name":"<Bo>","follower_count":"3M","category":"art"}"#,
        #"{"index":2,"unique_id":"b","poster_name":"Al","follower_count":"5k","category":"travel"}"#,
      ],
      "geo": [
        #"{"ind":1,"timestamp":"2020-01-02 03:04:05","country":"Peru"}"#,
        #"{"ind":2,"timestamp":"2021-01-02T03:04:05","country":"Chile"}"#,
      ],
      "user": [
        #"{"ind":1,"first_name":"Ann","last_name":"Lee","age":30,"date_joined":"2016-05-06"}"#,
        #"{"ind":2,"first_name":"Bo","last_name":"Yu","age":60,"date_joined":"2017-05-06"}"#,
      ],
    ]
    for (table, lines) in rows {
      let place = topics.appending(path: "0af8d0adfd13.\(table)/partition=0")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for (offset, line) in (lines + [lines[1]]).enumerated() {
        let name = "0af8d0adfd13.\(table)+0+000000000\(offset).json"
        try Data((line + "\n").utf8).write(to: place.appending(path: name))
      }
    }
  }

  @Test func `answers every question as a table, and a repeated post once`() async throws {
    try await withTemporaryDirectory { folder in
      let (output, errors, status) = try await run("insights topics", in: folder)
      #expect(status == 0, "\(errors)")
      #expect(output.contains("Task 4: Most popular category in each country\n"))
      #expect(output.contains("Chile    travel                 1\n"))
      #expect(output.contains("Task 11: Median follower count by age group and year of joining\n"))
      #expect(errors.contains("3 rows from 3 objects"))
    }
  }

  @Test func `duplicates that are kept count as often as they meet`() async throws {
    try await withTemporaryDirectory { folder in
      let answer = try await run(
        "insights topics --question 4 --duplicates kept --format csv --quiet",
        in: folder
      )
      #expect(answer.output == "country,category,category_count\nChile,travel,4\nPeru,art,1\n")
      #expect(answer.errors.isEmpty)
    }
  }

  @Test func `answers as JSON, one object a question`() async throws {
    try await withTemporaryDirectory { folder in
      let (output, _, status) = try await run("insights topics --question 6 --json", in: folder)
      #expect(status == 0)
      let lines = try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
      #expect(lines.map { $0["question"]?.string } == ["6.1", "6.2"])
      #expect(lines[1]["rows"]?[0]?["follower_count"]?.int == 3_000_000)
    }
  }

  @Test func `writes a page that shows hostile names as text`() async throws {
    try await withTemporaryDirectory { folder in
      let answer = try await run("insights topics --report page.html", in: folder)
      #expect(answer.status == 0, "\(answer.errors)")
      let page = try String(contentsOf: folder.appending(path: "page.html"), encoding: .utf8)
      #expect(page.contains("&lt;Bo&gt;") && !page.contains("<Bo>"))
    }
  }

  @Test func `writes the page though whoever reads the tables goes away`() async throws {
    try await withTemporaryDirectory { folder in
      _ = try await run("insights topics --report page.html | head -n 1", in: folder)
      let page = folder.appending(path: "page.html").path
      #expect(FileManager.default.fileExists(atPath: page))
    }
  }

  @Test func `prints a query that its own sql command answers alike`() async throws {
    try await withTemporaryDirectory { folder in
      let shown = try await run("insights --question 5 --show-sql", in: folder)
      #expect(shown.output.hasPrefix("-- Task 5:"))
      let piped = try await run("sql --from topics --format csv", in: folder, input: shown.output)
      #expect(piped.output == "post_year,category,category_count\n2020,art,1\n2021,travel,1\n")
    }
  }

  @Test func `answers SQL over all columns, statement by statement`() async throws {
    try await withTemporaryDirectory { folder in
      let sql = "\"SELECT ind, save_location FROM pin; SELECT user_name FROM user WHERE ind = 2\""
      let (output, _, status) = try await run("sql \(sql) --from topics --json", in: folder)
      #expect(status == 0)
      #expect(
        output == """
          {"ind":1,"save_location":null}
          {"ind":2,"save_location":null}
          {"user_name":"Bo Yu"}

          """
      )
    }
  }

  @Test func `cleaning reports as JSON what it met, also where expectations fail`() async throws {
    try await withTemporaryDirectory { folder in
      let answer = try await run(
        "clean topics --out clean --expect 'user.age between 18 and 50' --report-json - --quiet",
        in: folder
      )
      #expect(answer.status == 3, "\(answer.errors)")
      let report = try JSONValue(parsing: answer.output)
      let user = report["tables"]?["user"]
      #expect(user?["reading"]?["objects"]?.int == 3)
      #expect(user?["cleaning"]?["rows"]?.int == 3 && user?["cleaning"]?["rowsKept"]?.int == 3)
      let rule = report["tables"]?["pin"]?["cleaning"]?["rules"]?.array?.first {
        $0["rule"]?.string == "followerLetter"
      }
      #expect(rule?["column"]?.string == "follower_count" && rule?["rows"]?.int == 3)
      let violation = report["violations"]?[0]
      #expect(violation?["expected"]?.string == "user.age between 18 and 50")
      #expect(violation?["rows"]?.int == 2 && violation?["examples"]?[0]?.string == "ind 2: 60")
      #expect(answer.errors.contains("expected user.age between 18 and 50: 2 rows"))
      let written = folder.appending(path: "clean/pin.ndjson").path
      #expect(FileManager.default.fileExists(atPath: written))
    }
  }

  @Test(arguments: ["one.json", "'*.json'", "'{one,two}.json'", "./one.json"])
  func `a file in the folder one is in needs no ./ before it`(place: String) async throws {
    try await withTemporaryDirectory { folder in
      try Data("{\"b\":1}\n".utf8).write(to: folder.appending(path: "one.json"))
      let answer = try await run("read --infer --json --quiet \(place)", in: folder)
      #expect(answer.output == "{\"b\":1}\n", "\(answer.errors)")
    }
  }

  @Test func `rows that are read or cleaned come as JSON lines`() async throws {
    try await withTemporaryDirectory { folder in
      let read = try await run("read topics --table geo --json --limit 1 --quiet", in: folder)
      #expect(
        read.output == """
          {"ind":1,"timestamp":"2020-01-02 03:04:05","latitude":null,"longitude":null,"country":"Peru"}

          """
      )
      let clean = try await run("clean topics --table geo --json --limit 1 --quiet", in: folder)
      #expect(
        clean.output == """
          {"ind":1,"country":"Peru","coordinates":null,"timestamp":"2020-01-02 03:04:05"}

          """
      )
    }
  }

  @Test(arguments: [
    ("clean topics --report-json -", 64, "the rows go to the output"),
    ("insights topics --question 12", 64, "--question 12: there is 4, 5"),
    ("insights topics --ties some", 64, "--ties some: there is course, all, one"),
    ("insights topics --post-years 2022-2018", 64, "--post-years 2022-2018: give years as"),
    ("insights topics --json --format csv", 64, "exclude each other"),
    ("sql 'SELECT nope FROM pin' --from topics", 1, "no such column: nope"),
    ("export spark", 64, "--out FOLDER is missing"),
  ])
  func `what makes no sense is said`(arguments: String, code: Int, message: String) async throws {
    try await withTemporaryDirectory { folder in
      let (_, errors, status) = try await run(arguments, in: folder)
      #expect(status == code)
      #expect(errors.contains(message), "\(errors)")
    }
  }

  @Test func `exports a job that Python can read`() async throws {
    try await withTemporaryDirectory { folder in
      let answer = try await run(
        "export spark --out job --input s3a://b/t --ties one --followers tolerant",
        in: folder
      )
      #expect(answer.status == 0, "\(answer.errors)")
      let job = folder.appending(path: "job").path
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(job)/sql").sorted()
      #expect(names.count == 9 && names[0] == "task-04.sql")
      let read = """
        import ast; tree = ast.parse(open('\(job)/job.py').read())
        values = {n.targets[0].id: n.value for n in tree.body if isinstance(n, ast.Assign)}
        print(ast.literal_eval(values['INPUT']))
        print(ast.literal_eval(values['RULES'])['followers']['allows_decimals'])
        names = [(name, sql) for name, sql in ast.literal_eval(values['QUERIES'])]
        print(all(open(f'\(job)/sql/{name}.sql').read() == sql for name, sql in names))
        """
      let printed = try await Peer.output(of: "/usr/bin/python3", ["-c", read])
      #expect(printed == "s3a://b/t\nTrue\nTrue\n")
    }
  }
}
