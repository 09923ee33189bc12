import Foundation
import TestKit
import Testing

extension S3Interop {
  /// `pinterest s3` as a person types it.
  @Suite(.timeLimit(.minutes(5))) struct CommandInteropTests {
    private let pinterest: Pinterest

    init() throws { pinterest = try Pinterest(talkingTo: S3Server.rclone.running) }

    @Test func `an object's whole life`() async throws {
      try await withTemporaryDirectory { folder in
        let file = folder.appending(path: "pins.json")
        try Data("{\"index\":1}\n".utf8).write(to: file)
        _ = try await pinterest("s3", "mb", "s3://command")
        _ = try await pinterest("s3", "put", file.path, "s3://command/raw/")
        _ = try await pinterest("s3", "put", "-", "s3://command/raw/piped", input: "from a pipe")
        let listed = try await pinterest("s3", "ls", "--recursive", "--json", "s3://command/raw/")
        let lines = try listed.split(separator: "\n").map {
          try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
        #expect(lines.map(\.key) == ["raw/pins.json", "raw/piped"])
        #expect(lines.map(\.size) == [12, 11])
        let shown = try await pinterest("s3", "ls", "s3://command")
        #expect(shown.split(whereSeparator: \.isWhitespace) == ["raw/"])
        #expect(try await pinterest("s3", "cat", "s3://command/raw/piped") == "from a pipe")
        let range = try await pinterest("s3", "cat", "--range", "5-5", "s3://command/raw/piped")
        #expect(range == "a")
        #expect(try await pinterest("s3", "get", "s3://command/raw/piped", "-") == "from a pipe")
        _ = try await pinterest(
          "s3",
          "get",
          "--recursive",
          "s3://command/raw/",
          folder.path + "/all"
        )
        #expect(
          try String(contentsOf: folder.appending(path: "all/piped"), encoding: .utf8)
            == "from a pipe"
        )
        let url = try await pinterest("s3", "presign", "s3://command/raw/piped")
        let curled = try await Peer.output(of: "/usr/bin/curl", ["-sf", url.filter { $0 != "\n" }])
        #expect(curled == "from a pipe")
        _ = try await pinterest("s3", "put", "s3://command/raw/piped", "s3://command/copy")
        #expect(try await pinterest("s3", "cat", "s3://command/copy") == "from a pipe")
        _ = try await pinterest("s3", "rm", "--recursive", "s3://command/raw/")
        _ = try await pinterest("s3", "rb", "--force", "s3://command")
        #expect(try await !pinterest("s3", "ls").contains("s3://command\n"))
      }
    }

    private struct Line: Decodable {
      var key: String
      var size: Int
    }

    @Test(arguments: [
      (["s3", "cat", "s3://no-such-bucket/key"], 1, "NoSuchBucket"),
      (["s3", "cat", "s3://BAD/key"], 64, "\"BAD\" is not a bucket name"),
      (["s3", "cat", "not-a-uri"], 64, "\"not-a-uri\" does not start with s3://"),
      (["s3", "put", "/etc/hostname"], 64, "s3://BUCKET/KEY"),
      (["s3", "put", "/nowhere", "s3://bucket/"], 1, "/nowhere: no such file"),
      (["s3", "put", "-", "s3://bucket/"], 64, "a pipe needs a name"),
      (["s3", "cat", "--range", "9-1", "s3://bucket/key"], 64, "--range 9-1"),
      (["s3", "ls", "--endpoint", "http://127.0.0.1:1"], 69, "connection refused"),
      (["s3", "ls", "--endpoint", "nonsense"], 64, "\"nonsense\" is not a base URL"),
      (["s3", "presign", "--expires", "9999999", "s3://bucket/key"], 64, "604800"),
      (["s3", "mb", "s3://bucket/key"], 64, "only a bucket can be made"),
      (["s3", "rm", "s3://bucket"], 64, "names no object"),
      (["s3", "get", "s3://bucket/key", "/nowhere/at/all"], 1, "No such file or directory"),
      (["s3", "lsx"], 64, "did you mean s3 ls?"),
    ])
    func `what goes wrong is named, with the exit code that belongs to it`(
      arguments: [String],
      code: Int,
      words: String
    ) async throws {
      let failure = await #expect(throws: PeerError.self) {
        try await Peer.output(
          of: pinterest.path,
          arguments,
          environment: pinterest.environment.merging(["AWS_MAX_ATTEMPTS": "1"]) { $1 }
        )
      }
      #expect(failure?.description.contains("ended with \(code):") == true, "\(failure as Any)")
      #expect(failure?.description.contains(words) == true, "\(failure as Any)")
    }

    @Test func `many go on after a failure and end as done in part`() async throws {
      try await withTemporaryDirectory { folder in
        _ = try await pinterest("s3", "mb", "s3://many")
        let files = folder.appending(path: "files/deep")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        for number in 0..<40 {
          try Data("\(number)".utf8).write(to: files.appending(path: "\(number).txt"))
        }
        let source = files.deletingLastPathComponent().path
        _ = try await pinterest("s3", "put", "--recursive", source, "s3://many/all/")
        let back = folder.path + "/back"
        _ = try await pinterest("s3", "get", "--recursive", "s3://many/all/", back)
        let same = try await Peer.output(of: "/usr/bin/diff", ["-r", source, back])
        #expect(same.isEmpty)
        for command in ["cat", "rm"] {
          let failure = await #expect(throws: PeerError.self) {
            try await pinterest(
              "s3",
              command,
              "s3://many/all/deep/1.txt",
              "s3://no-such-bucket/key",
              "s3://many/all/deep/2.txt"
            )
          }
          #expect(failure?.description.contains("ended with 2:") == true, "\(failure as Any)")
          #expect(failure?.description.contains("NoSuchBucket") == true, "\(failure as Any)")
        }
        let left = try await pinterest("s3", "ls", "--recursive", "s3://many")
        #expect(left.split(separator: "\n").count == 38)
      }
    }

    @Test func `what has a path and is no file is read and written as a pipe`() async throws {
      _ = try await pinterest("s3", "mb", "s3://pipes")
      let script = """
        set -e
        "$0" s3 put <(printf 'through a pipe') s3://pipes/key
        "$0" s3 get s3://pipes/key >(tr a-z A-Z)
        "$0" s3 get s3://pipes/key /dev/null
        test -c /dev/null
        """
      let printed = try await Peer.output(
        of: "/bin/bash",
        ["-c", script, pinterest.path],
        environment: pinterest.environment
      )
      #expect(printed == "THROUGH A PIPE")
    }

    @Test func `without keys it says where it looked`() async throws {
      let failure = await #expect(throws: PeerError.self) {
        try await Peer.output(
          of: pinterest.path,
          ["s3", "ls"],
          environment: pinterest.environment.merging([
            "AWS_ACCESS_KEY_ID": "", "AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nowhere",
          ]) { $1 }
        )
      }
      #expect(failure?.description.contains("ended with 78:") == true)
      #expect(failure?.description.contains("AWS_ACCESS_KEY_ID is not set") == true)
    }

    /// 64 MiB would show a leak of the whole object; `dev/test --slow` moves a gibibyte.
    @Test(.timeLimit(.minutes(5))) func `large objects pass through little memory`() async throws {
      let mebibytes = Peers.wantsSlowProofs ? 1_024 : 64
      try await withTemporaryDirectory { folder in
        let (file, back) = (folder.path + "/large", folder.path + "/back")
        _ = FileManager.default.createFile(atPath: file, contents: nil)
        let handle = try FileHandle(forWritingTo: URL(filePath: file))
        for number in 0..<mebibytes {
          try handle.write(
            contentsOf: Data(repeating: UInt8(truncatingIfNeeded: number), count: 1 << 20)
          )
        }
        try handle.close()
        let place = "s3://memory/large"
        _ = try await pinterest("s3", "mb", "s3://memory")
        let commands = [
          "s3 put \(file) \(place)", "s3 get \(place) \(back)", "s3 put - \(place) < \(file)",
          "s3 get \(place) - > \(back)",
        ]
        for command in commands {
          let peak = try await pinterest.peakMemory(of: command)
          #expect(peak < 64 << 20, "\(command): \(peak >> 20) MiB")
          guard command.contains(" get ") else { continue }
          let digests = try await Peer.output(of: "/usr/bin/sha256sum", [file, back])
          #expect(Set(digests.split(separator: "\n").map { $0.prefix(64) }).count == 1)
          try FileManager.default.removeItem(atPath: back)
        }
      }
    }
  }
}
