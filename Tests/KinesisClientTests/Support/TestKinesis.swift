import AWSSigV4
import HTTPWire
import KinesisClient

/// A client over a script that never waits in earnest.
struct TestKinesis {
  let transport: ScriptedTransport
  let clock: StepClock
  let client: KinesisClient<ScriptedTransport>
  let stream: KinesisStream

  init(
    _ replies: [ScriptedTransport.Reply],
    credentials: any CredentialsProvider = TestKinesis.credentials,
    _ configure: (inout KinesisConfiguration) -> Void = { _ in }
  ) {
    self.init(ScriptedTransport(replies), credentials: credentials, configure)
  }

  init(
    _ transport: ScriptedTransport,
    clock: StepClock = StepClock(),
    credentials: any CredentialsProvider = TestKinesis.credentials,
    _ configure: (inout KinesisConfiguration) -> Void = { _ in }
  ) {
    var configuration = KinesisConfiguration(region: "eu-west-1")
    configure(&configuration)
    self.transport = transport
    self.clock = clock
    client = KinesisClient(
      transport: transport,
      credentials: credentials,
      configuration: configuration,
      surroundings: clock.surroundings
    )
    stream = client.stream("pins")
  }

  static let credentials = StaticCredentials(
    accessKeyID: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
  )
}

/// Some entries: `0` to `count - 1`, each its own key.
func entries(_ count: Int) -> [PutEntry] {
  (0..<count).map { PutEntry("\($0)", partitionKey: "key-\($0)") }
}
