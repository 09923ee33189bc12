import EventLog
import SinkConnector

/// What a connector shall do, and what its tasks do.
struct ConnectorState: Sendable {
  /// What somebody asked of it.
  enum Target: String, Sendable, Codable {
    case running = "RUNNING"
    case paused = "PAUSED"
    case stopped = "STOPPED"
  }

  /// How one task is.
  enum TaskState: Sendable, Hashable {
    case running
    case paused
    case failed(trace: String)

    var name: String {
      switch self {
      case .running: "RUNNING"
      case .paused: "PAUSED"
      case .failed: "FAILED"
      }
    }
  }

  var config: [String: String]
  var settings: SinkSettings
  var target: Target
  /// Counts its starts: what an older one still reports is not heard.
  var generation = 0
  var tasks: [TaskState]
  /// Up to where its topics had been read when somebody asked to forget them.
  var offsetsAtReset: [TopicPartition: Int] = [:]

  init(config: [String: String], settings: SinkSettings, target: Target) {
    self.config = config
    self.settings = settings
    self.target = target
    tasks = Self.tasks(settings, target)
  }

  static func tasks(_ settings: SinkSettings, _ target: Target) -> [TaskState] {
    switch target {
    case .running: Array(repeating: .running, count: settings.tasks)
    case .paused: Array(repeating: .paused, count: settings.tasks)
    case .stopped: []
    }
  }
}
