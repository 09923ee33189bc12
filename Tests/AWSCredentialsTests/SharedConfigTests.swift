import AWSCredentials
import Testing

@Suite struct SharedConfigTests {
  struct Reading: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var config = ""
    var credentials = ""
    var profiles: [String: [String: String]] = [:]

    init(
      _ name: String,
      config: String = "",
      credentials: String = "",
      _ profiles: [String: [String: String]]
    ) {
      testDescription = name
      self.config = config
      self.credentials = credentials
      self.profiles = profiles
    }
  }

  static let readings = [
    Reading("nothing", [:]),
    Reading("a profile without settings", config: "[profile a]", ["a": [:]]),
    Reading(
      "all characters of a name",
      config: "[profile a-b/c.d%e@f_g:h+9]",
      ["a-b/c.d%e@f_g:h+9": [:]]
    ),
    Reading(
      "names that are none",
      config: "[profile a!b]\n[profile a b]\nk = v\n[c]\n[profilee]",
      [:]
    ),
    Reading(
      "a quoted name",
      config: "[profile \"my dev\"]\nk = v\n[profile 'x y']",
      [
        "my dev": ["k": "v"], "x y": [:],
      ]
    ),
    Reading("a quote that never ends", config: "[profile \"my dev]", [:]),
    Reading("blanks around a header", config: "[ \tprofile \t a\t ]  \nk=v", ["a": ["k": "v"]]),
    Reading("a tab after the word", config: "[profile\ta]", ["a": [:]]),
    Reading(
      "default with and without the word",
      config: "[default]\na = 1",
      ["default": ["a": "1"]]
    ),
    Reading(
      "profile default rules default out",
      config: "[profile default]\na = 1\n[default]\nb = 2\n[profile default]\nc = 3",
      ["default": ["a": "1", "c": "3"]]
    ),
    Reading(
      "default in credentials joins profile default",
      config: "[default]\nb = 2\n[profile default]\na = 1",
      credentials: "[default]\nc = 3",
      ["default": ["a": "1", "c": "3"]]
    ),
    Reading(
      "blanks around key and value",
      config: "[default]\nk \t= \t v w\t ",
      ["default": ["k": "v w"]]
    ),
    Reading(
      "an equals sign in a value",
      config: "[default]\nk = v=w==",
      ["default": ["k": "v=w=="]]
    ),
    Reading("an empty value", config: "[default]\nk =", ["default": ["k": ""]]),
    Reading("keys without case", config: "[default]\nKey = 1\nkEY = 2", ["default": ["key": "2"]]),
    Reading(
      "a key that is none",
      config: "[default]\na b = 1\n  more\nc = 2",
      ["default": ["c": "2"]]
    ),
    Reading(
      "Windows line ends",
      config: "[default]\r\na = 1\r\n\r\nb = 2\r\n",
      ["default": ["a": "1", "b": "2"]]
    ),
    Reading("a byte order mark", config: "\u{FEFF}[default]\na = 1", ["default": ["a": "1"]]),
    Reading(
      "other scripts in a value",
      config: "[default]\na = schöne 😂",
      ["default": ["a": "schöne 😂"]]
    ),
    Reading("blank lines", config: " \t\n[default]\n\n\t\na = 1\n  \n", ["default": ["a": "1"]]),
    Reading(
      "comments on lines of their own",
      config: "# x\n; y\n[default]\n#a = 0\na = 1\n  # indented\n;",
      ["default": ["a": "1"]]
    ),
    Reading(
      "comments behind something",
      config: "[default] # x\na = 1 # y\nb = 2\t; z\n[profile c]; d\n[profile e]#",
      ["default": ["a": "1", "b": "2"], "c": [:], "e": [:]]
    ),
    Reading(
      "no comment without a blank before it",
      config: "[default]\na = 1#2;3\nb = #x",
      ["default": ["a": "1#2;3", "b": ""]]
    ),
    Reading(
      "a value carried on",
      config: "[default]\na = 1\n  2 # part of it\n\t3\nb = 4",
      ["default": ["a": "1\n2 # part of it\n3", "b": "4"]]
    ),
    Reading(
      "a section twice",
      config: "[profile a]\nx = 1\ny = 1\n[profile b]\n[profile a]\ny = 2",
      ["a": ["x": "1", "y": "2"], "b": [:]]
    ),
    Reading(
      "credentials win",
      config: "[profile a]\nx = 1\ny = 1",
      credentials: "[a]\ny = 2\n[ b ]\nz = 3",
      ["a": ["x": "1", "y": "2"], "b": ["z": "3"]]
    ),
    Reading(
      "the word profile means nothing in credentials",
      credentials: "[profile a]\nx = 1",
      [:]
    ),
    Reading(
      "what stands in a skipped section",
      config: "[plugins]\nodd\n  lines: 1\n[default]",
      ["default": [:]]
    ),
  ]

  @Test(arguments: readings)
  func `reads what every AWS tool reads`(reading: Reading) throws {
    let shared = try SharedConfig(
      config: Array(reading.config.utf8),
      credentials: Array(reading.credentials.utf8)
    )
    var profiles: [String: [String: String]] = [:]
    for name in shared.profileNames {
      let profile = try #require(shared.profile(name))
      profiles[name] = Dictionary(
        uniqueKeysWithValues: profile.keys.map { ($0, profile[$0]?.value ?? "") }
      )
    }
    #expect(profiles == reading.profiles)
  }

  @Test func `reads settings below settings`() throws {
    let shared = try SharedConfig(
      config: Array(
        """
        [default]
        services = local
        s3 =
          Addressing_Style = path

          # a remark
          max_concurrent_requests=20
          empty =
        region = x
        [services local]
        s3 =
          endpoint_url = http://127.0.0.1:4566
        kinesis =
        [sso-session work]
        sso_region = eu-west-1
        """.utf8
      ),
      credentials: []
    )
    let profile = try #require(shared.profile("default"))
    #expect(
      profile["s3"]?.nested == [
        "addressing_style": "path", "max_concurrent_requests": "20", "empty": "",
      ]
    )
    #expect(profile["region"]?.value == "x")
    let services = try #require(shared.servicesDefinition("local"))
    #expect(services["s3"]?.nested == ["endpoint_url": "http://127.0.0.1:4566"])
    #expect(services["s3"]?.origin == "config:11")
    #expect(shared.ssoSession("work")?["sso_region"]?.value == "eu-west-1")
  }

  @Test(arguments: [
    ("a = 1", 1, "before the first section"),
    ("[default]\n[profile a\n", 2, "does not end with ]"),
    ("[default] x", 1, "other than a comment"),
    ("\n[default]\nregion: x", 3, "neither a [section] nor a key = value"),
    ("[default]\n= 1", 2, "no key before the ="),
    ("  a = 1", 1, "indented"),
    ("[default]\n  a = 1", 2, "indented"),
    ("[default]\na = 1\n[profile b]\n  c", 4, "indented"),
    ("[default]\ns3 =\n  path", 3, "must be a key = value"),
    ("[default]\ns3 =\n  = path", 3, "no key before the ="),
  ])
  func `names file and line of what cannot be read`(text: String, line: Int, reason: String) {
    let error = #expect(throws: AWSCredentialsError.self) {
      try SharedConfig(config: Array(text.utf8), credentials: [], configPath: "~/.aws/config")
    }
    #expect(error?.code == .malformedFile)
    #expect(error?.source == "~/.aws/config:\(line)")
    #expect(error?.detail.contains(reason) == true)
  }

  @Test func `names the line that is not UTF-8`() {
    let bytes = Array("[default]\na = ".utf8) + [0xFF, 0xFE]
    let error = #expect(throws: AWSCredentialsError.self) {
      try SharedConfig(config: [], credentials: bytes)
    }
    #expect(error?.description == "credentials:2: it is not UTF-8")
  }

  @Test func `reads the files the variables name`() throws {
    let host = AWSHost.test(
      ["AWS_CONFIG_FILE": "~/other", "AWS_SHARED_CREDENTIALS_FILE": "/etc/keys"],
      config: "[default]\nx = wrong",
      files: ["/home/me/other": "[default]\nx = 1", "/etc/keys": "[default]\ny = 2"]
    )
    let profile = try SharedConfig(host: host).profile("default")
    #expect(profile?.keys == ["x", "y"])
    #expect(profile?["x"]?.origin == "~/other:2")
    #expect(profile?["y"]?.origin == "/etc/keys:2")
  }

  @Test func `names a file that cannot be read`() {
    let error = #expect(throws: AWSCredentialsError.self) {
      try SharedConfig(host: .test(config: "locked"))
    }
    #expect(error?.code == .inaccessibleFile)
    #expect(error?.description == "~/.aws/config: Permission denied")
  }
}
