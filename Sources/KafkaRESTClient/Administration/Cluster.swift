import FoundationEssentials
public import HTTPWire

/// A Kafka cluster behind the proxy, as its v3 API administers it.
///
/// There is no reading of records in v3; for that see
/// ``KafkaRESTClient/withConsumer(group:reading:options:_:)``.
public struct Cluster<Transport: HTTPTransport>: Sendable {
  /// The cluster's identifier.
  public let id: String
  /// What talks to the proxy.
  public let client: KafkaRESTClient<Transport>
  /// Where the cluster's resources begin, below the base URL.
  let path: String

  init(id: String, client: KafkaRESTClient<Transport>, administration: String) {
    self.id = id
    self.client = client
    path = "\(administration)/clusters/\(PercentEncoding.encode(id))"
  }
}

extension KafkaRESTClient {
  /// Lists the identifiers of the clusters; a proxy has one.
  public func clusters() async throws(KafkaRESTError) -> [Cluster<Transport>] {
    let administration = try administrationPath()
    let found: [ClusterReply] = try await list(
      "list clusters",
      "",
      at: "\(administration)/clusters"
    )
    return found.map { Cluster(id: $0.cluster_id, client: self, administration: administration) }
  }

  /// Finds the proxy's one cluster.
  public func cluster() async throws(KafkaRESTError) -> Cluster<Transport> {
    guard let cluster = try await clusters().first else {
      throw call("find a cluster", at: try administrationPath(), concern: .cluster)
        .failure(.notFound, "the proxy knows none")
    }
    return cluster
  }

  /// Takes a cluster whose identifier is known, without asking.
  public func cluster(_ id: String) throws(KafkaRESTError) -> Cluster<Transport> {
    Cluster(id: id, client: self, administration: try administrationPath())
  }

  private func administrationPath() throws(KafkaRESTError) -> String {
    if let path = options.dialect.administrationPath { return path }
    throw call("administer", at: "", concern: .cluster)
      .failure(.unsupported, "\(options.dialect.name) has no v3 API")
  }
}

/// An item of `GET /v3/clusters`.
private struct ClusterReply: Decodable { var cluster_id: String }

/// A list of the v3 API: one page of it.
struct ListReply<Item: Decodable>: Decodable {
  struct Metadata: Decodable { var next: String? }

  var data: [Item]
  var metadata: Metadata?
}

// MARK: - Calls of the v3 API

extension KafkaRESTClient {
  /// Gets a list to its last page; Confluent's proxy has one, its cloud may have more.
  func list<Item: Decodable>(
    _ verb: StaticString,
    _ object: String,
    at path: String
  ) async throws(KafkaRESTError) -> [Item] {
    var call = call(verb, object, at: path, concern: .cluster, accepting: MediaType.v3)
    var items: [Item] = []
    while true {
      let page: ListReply<Item> = try await perform(call)
      items += page.data
      guard let next = page.metadata?.next, let query = next.firstIndex(of: "?") else {
        return items
      }
      // Only the query is taken over: the address may be one that is not meant for us.
      call.request.target = call.request.path + String(next[query...])
    }
  }
}

extension Cluster {
  func call(
    _ verb: StaticString,
    _ object: String,
    _ method: HTTPMethod = .get,
    at path: String,
    sending body: (some Encodable)? = nil as Never?
  ) throws(KafkaRESTError) -> Call {
    var call = client.call(
      verb,
      object,
      method,
      at: self.path + path,
      concern: .cluster,
      accepting: MediaType.v3
    )
    guard let body else { return call }
    do {
      let bytes = try client.options.encoder.encode(body)
      call.request.headers["Content-Type"] = MediaType.v3
      call.request.body = .bytes(Array(bytes))
    } catch { throw call.failure(.invalidInput, "\(error)", underlying: error) }
    return call
  }

  func list<Item: Decodable>(
    _ verb: StaticString,
    _ object: String,
    at path: String
  ) async throws(KafkaRESTError) -> [Item] {
    try await client.list(verb, object, at: self.path + path)
  }

  func fetch<Item: Decodable>(
    _ verb: StaticString,
    _ object: String,
    at path: String
  ) async throws(KafkaRESTError) -> Item {
    try await client.perform(try call(verb, object, at: path))
  }

  /// Makes a change; where a lost first attempt makes the second one fail with `done`, it is made.
  func change(
    _ call: Call,
    alreadyDone done: KafkaRESTError.Code? = nil
  ) async throws(KafkaRESTError) {
    do throws(KafkaRESTError) { _ = try await client.perform(call) } catch {
      guard let done, error.code == done, error.mayHaveArrived else { throw error }
    }
  }
}
