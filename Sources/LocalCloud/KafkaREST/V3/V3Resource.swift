import HTTPWire
import JSONBytes

/// The members every object of version 3 begins with, and the links it ends with.
struct V3Resource {
  /// The URL of the cluster, below which everything is.
  let base: String
  let clusterID: String

  init(_ proxy: KafkaREST, _ ask: KafkaREST.Ask) {
    clusterID = proxy.options.clusterID
    base = "\(ask.request.origin)/v3/clusters/\(clusterID)"
  }

  /// Writes one object; `path` is where it is below the cluster, `name` its resource name there.
  func object(
    _ kind: String,
    _ path: String,
    to json: inout JSONWriter,
    _ members: (inout JSONWriter) -> Void
  ) {
    json.object { json in
      json.member("kind", kind)
      json.object("metadata") { json in
        json.member("self", base + path)
        json.member("resource_name", "crn:///kafka=\(clusterID)" + Self.resourceName(path))
      }
      members(&json)
    }
  }

  /// Writes a list with its frame.
  func list(
    _ kind: String,
    _ path: String,
    to json: inout JSONWriter,
    _ elements: (inout JSONWriter) -> Void
  ) {
    json.object { json in
      json.member("kind", kind)
      json.object("metadata") { json in
        json.member("self", base + path)
        json.member("next", nil as String?)
      }
      json.array("data", elements)
    }
  }

  /// Writes a link to a related object.
  func link(_ name: String, _ path: String, to json: inout JSONWriter) {
    json.object(name) { $0.member("related", base + path) }
  }

  /// `/topics/a/partitions/0` is `/topic=a/partition=0`.
  private static func resourceName(_ path: String) -> String {
    var parts = path.split(separator: "/")[...]
    var name = ""
    while let kind = parts.popFirst() {
      let singular = kind.hasSuffix("s") ? kind.dropLast() : kind
      name += "/\(singular)"
      if let id = parts.popFirst() { name += "=\(id)" }
    }
    return name
  }
}
