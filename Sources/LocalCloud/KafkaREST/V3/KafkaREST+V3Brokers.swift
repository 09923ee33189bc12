import EventLog
import HTTPWire
import JSONBytes

/// The one broker there is and its settings, in version 3.
extension KafkaREST {
  func listBrokersV3(_ ask: Ask) -> HTTPResponse {
    let resource = V3Resource(self, ask)
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaBrokerList", "/brokers", to: &json) {
        Self.writeBroker(resource, ask, to: &$0)
      }
    }
  }

  func getBroker(_ ask: Ask) throws(KafkaRESTFailure) -> HTTPResponse {
    try checkBroker(ask)
    return KafkaRESTAnswer.v3 { Self.writeBroker(V3Resource(self, ask), ask, to: &$0) }
  }

  func listBrokerConfigs(_ ask: Ask) throws(KafkaRESTFailure) -> HTTPResponse {
    let resource = V3Resource(self, ask)
    let isAll = ask.parameters["broker"] == nil
    if !isAll { try checkBroker(ask) }
    let path = "/brokers/\(isAll ? "-" : "1")/configs"
    return KafkaRESTAnswer.v3 { json in
      resource.list("KafkaBrokerConfigList", path, to: &json) { json in
        for (name, value) in brokerSettings {
          Self.write(name, value, "KafkaBrokerConfig", "/brokers/1/configs", resource, to: &json) {
            $0.member("broker_id", 1)
          }
        }
      }
    }
  }

  func getBrokerConfig(_ ask: Ask) throws(KafkaRESTFailure) -> HTTPResponse {
    try checkBroker(ask)
    let (name, value) = try setting(ask, of: "BROKER 1")
    return KafkaRESTAnswer.v3 { json in
      let resource = V3Resource(self, ask)
      Self.write(name, value, "KafkaBrokerConfig", "/brokers/1/configs", resource, to: &json) {
        $0.member("broker_id", 1)
      }
    }
  }

  /// What all brokers were told in common, which is nothing: the list is of what was changed.
  func listClusterConfigs(_ ask: Ask) -> HTTPResponse {
    KafkaRESTAnswer.v3 { json in
      V3Resource(self, ask).list("KafkaClusterConfigList", "/broker-configs", to: &json) { _ in }
    }
  }

  func checkBroker(_ ask: Ask) throws(KafkaRESTFailure) {
    guard ask.text("broker") == "1" else {
      throw KafkaRESTFailure(404, "Broker \(ask.text("broker")) cannot be found.")
    }
  }

  /// What decides here about topics nobody set up.
  private var brokerSettings: [(name: String, value: String)] {
    [
      ("auto.create.topics.enable", "\(options.createsTopics)"), ("broker.id", "1"),
      ("default.replication.factor", "1"), ("delete.topic.enable", "true"),
      ("message.max.bytes", TopicConfig.named("max.message.bytes")?.defaultValue ?? ""),
      ("num.partitions", "\(options.partitions)"),
    ]
  }

  private func setting(
    _ ask: Ask,
    of place: String
  ) throws(KafkaRESTFailure) -> (name: String, value: String) {
    let name = ask.text("config")
    guard let found = brokerSettings.first(where: { $0.name == name }) else {
      let place = "\(place) in cluster \(options.clusterID)"
      throw KafkaRESTFailure(404, "Config \(name) cannot be found for \(place).")
    }
    return found
  }

  private static func write(
    _ name: String,
    _ value: String,
    _ kind: String,
    _ path: String,
    _ resource: V3Resource,
    to json: inout JSONWriter,
    _ more: (inout JSONWriter) -> Void
  ) {
    resource.object(kind, "\(path)/\(name)", to: &json) { json in
      json.member("cluster_id", resource.clusterID)
      more(&json)
      json.member("name", name)
      json.member("value", value)
      json.member("is_default", false)
      json.member("is_read_only", true)
      json.member("is_sensitive", false)
      json.member("source", "STATIC_BROKER_CONFIG")
      json.array("synonyms") { json in
        json.object { json in
          json.member("name", name)
          json.member("value", value)
          json.member("source", "STATIC_BROKER_CONFIG")
        }
      }
    }
  }

  private static func writeBroker(_ resource: V3Resource, _ ask: Ask, to json: inout JSONWriter) {
    resource.object("KafkaBroker", "/brokers/1", to: &json) { json in
      json.member("cluster_id", resource.clusterID)
      json.member("broker_id", 1)
      json.member("host", ask.request.origin.host)
      json.member("port", ask.request.origin.port)
      resource.link("configs", "/brokers/1/configs", to: &json)
      resource.link("partition_replicas", "/brokers/1/partition-replicas", to: &json)
    }
  }
}
