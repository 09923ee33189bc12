import EventLog
import HTTPWire
import JSONBytes

/// The settings of a topic in version 3.
extension KafkaREST {
  func listConfigs(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topic = try await describe(ask)
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaTopicConfigList", "/topics/\(topic.name)/configs", to: &json) { json in
        for config in TopicConfig.known { Self.write(config, of: topic, resource, to: &json) }
      }
    }
  }

  func listAllConfigs(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topics = try await asking { () throws(LogError) in try await log.topics() }
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaTopicConfigList", "/topics/-/configs", to: &json) { json in
        for topic in topics {
          for config in TopicConfig.known { Self.write(config, of: topic, resource, to: &json) }
        }
      }
    }
  }

  func getConfig(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topic = try await describe(ask)
    let config = try knownConfig(ask)
    return KafkaRESTAnswer.v3 { Self.write(config, of: topic, V3Resource(self, ask), to: &$0) }
  }

  func setConfig(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let config = try knownConfig(ask)
    guard let value = try await ask.object()["value"] else { throw .badRequest("value is missing") }
    return try await change(ask, [config.name: value.string ?? "\(value)"])
  }

  func resetConfig(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    try await change(ask, [try knownConfig(ask).name: nil])
  }

  func alterConfigs(_ ask: Ask) async throws(KafkaRESTFailure) -> HTTPResponse {
    let body = try await ask.object()
    var changes: [String: String?] = [:]
    for entry in body["data"]?.array ?? [] {
      guard let name = entry["name"]?.string else { throw .badRequest("a config has no name") }
      let isDeletion = entry["operation"]?.string == "DELETE"
      changes[name] = .some(isDeletion ? nil : entry["value"].map { $0.string ?? "\($0)" })
    }
    if body["validate_only"]?.bool == true { return KafkaRESTAnswer.noContent }
    return try await change(ask, changes)
  }

  private func change(
    _ ask: Ask,
    _ configs: [String: String?]
  ) async throws(KafkaRESTFailure) -> HTTPResponse {
    let topic = try ask.topic()
    _ = try await asking { () throws(LogError) in
      try await log.changeTopic(topic, TopicChange(configs: configs))
    }
    return KafkaRESTAnswer.noContent
  }

  private func knownConfig(_ ask: Ask) throws(KafkaRESTFailure) -> TopicConfig {
    let name = ask.text("config")
    guard let config = TopicConfig.named(name) else {
      let place = "TOPIC \(ask.text("topic")) in cluster \(options.clusterID)"
      throw KafkaRESTFailure(404, "Config \(name) cannot be found for \(place).")
    }
    return config
  }

  private static func write(
    _ config: TopicConfig,
    of topic: TopicDescription,
    _ resource: V3Resource,
    to json: inout JSONWriter
  ) {
    let own = topic.configs[config.name]
    let source = own == nil ? "DEFAULT_CONFIG" : "DYNAMIC_TOPIC_CONFIG"
    let path = "/topics/\(topic.name)/configs/\(config.name)"
    resource.object("KafkaTopicConfig", path, to: &json) { json in
      json.member("cluster_id", resource.clusterID)
      json.member("topic_name", "\(topic.name)")
      json.member("name", config.name)
      json.member("value", own ?? config.defaultValue)
      json.member("is_default", own == nil)
      json.member("is_read_only", false)
      json.member("is_sensitive", false)
      json.member("source", source)
      json.array("synonyms") { json in
        json.object { json in
          json.member("name", config.name)
          json.member("value", own ?? config.defaultValue)
          json.member("source", source)
        }
      }
    }
  }
}
