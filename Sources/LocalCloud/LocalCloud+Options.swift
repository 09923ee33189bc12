public import EventLog
public import SinkConnector

extension LocalCloud {
  /// How a cloud is set up.
  public struct Options: Sendable {
    /// Where its state lives.
    public enum Storage: Sendable, Hashable {
      /// Gone with the cloud.
      case inMemory
      /// In a folder, which survives the process.
      case folder(String)
    }

    /// Who may come in.
    public enum Authentication: Sendable, Hashable {
      /// Requests to S3 and Kinesis must be signed by one of these.
      case signed([Identity])
      /// Everybody, under the name of `Identity.test`.
      case none
    }

    /// Which limits of AWS are kept.
    public enum Throttle: String, Sendable, Hashable, CaseIterable {
      /// None.
      case none
      /// Those of Kinesis: records, bytes and reads a second in each shard, calls a second.
      case realistic
    }

    /// The ports of the five endpoints; 0 takes any free one.
    public struct Ports: Sendable, Hashable {
      /// The REST API in front of the others.
      public var gateway = 8080
      /// The Kafka REST proxy.
      public var kafkaREST = 8082
      /// Kafka Connect.
      public var connect = 8083
      /// S3 and Kinesis.
      public var aws = 4566
      /// Health, metrics, journal, faults, clock.
      public var control = 4567

      /// The usual ports.
      public init() {}

      /// Any free ports.
      public static var free: Ports {
        var ports = Ports()
        ports.gateway = 0
        ports.kafkaREST = 0
        ports.connect = 0
        ports.aws = 0
        ports.control = 0
        return ports
      }

      /// The usual ports moved so that the gateway has `base`; 0 takes any free ones.
      public init(base: Int) {
        self = base == 0 ? .free : Ports()
        guard base != 0 else { return }
        let shift = base - gateway
        gateway += shift
        kafkaREST += shift
        connect += shift
        aws += shift
        control += shift
      }
    }

    /// Where state lives.
    public var storage = Storage.inMemory
    /// A snapshot the cloud begins with; its storage must be empty.
    public var snapshot: String?
    /// The ports.
    public var ports = Ports.free
    /// The address to listen on.
    public var bind = "127.0.0.1"
    /// The user id that names of topics, buckets and streams are made from.
    public var userID = "test"
    /// The region it says it is in.
    public var region = "us-east-1"
    /// Who may come in.
    public var authentication = Authentication.signed([.test])
    /// Whether a topic is made when somebody first writes to it.
    public var createsTopics = true
    /// Which limits of AWS are kept.
    public var throttle = Throttle.none
    /// How long a stream takes to be made, changed and deleted; Kinesis takes seconds to minutes.
    public var streamStateDelay = Duration.zero
    /// When what was stored is made to outlive a power cut; in a folder only.
    public var fsync = FsyncPolicy.always
    /// The REST API in front of the others.
    public var gateway = Gateway()
    /// Event-loop threads; by default one for each processor, two at most.
    public var threads: Int?
    /// Makes the way to another object store for connectors that name one with `store.url`; without
    /// it such connectors fail.
    public var makeSink: (@Sendable (SinkSettings) throws -> any ObjectSink)?
    /// The clock, where a test brings its own.
    public var clock = CloudClock()

    /// In memory, on free ports, with the identity `test`.
    public init() {}

    /// The folder, where state lives in one.
    var folder: String? { if case .folder(let path) = storage { path } else { nil } }
  }

  /// Where a cloud answers.
  public struct Endpoints: Sendable, Hashable, Codable {
    /// The REST API in front of the others; paths begin with the stage, `/test`.
    public var gateway: String
    /// The Kafka REST proxy.
    public var kafkaREST: String
    /// Kafka Connect.
    public var connect: String
    /// S3 and Kinesis.
    public var aws: String
    /// Health, metrics, journal, faults, clock.
    public var control: String
  }
}
