import FoundationEssentials
import HTTPWire
import JSONBytes

extension KafkaRESTClient {
  /// Creates a consumer in the proxy; whoever does so has to delete it.
  public func createConsumer(
    group: String,
    options consumer: ConsumerOptions = ConsumerOptions()
  ) async throws(KafkaRESTError) -> ConsumerInstance<Transport> {
    let name = consumer.name ?? "swift-" + String(options.random(), radix: 36)
    var call = call(
      "create consumer in",
      group,
      .post,
      at: "/consumers/\(PercentEncoding.encode(group))",
      concern: .consumer,
      sending: (MediaType.v2, creation(name, consumer))
    )
    call.isRepeatable = true
    do throws(KafkaRESTError) {
      let created: CreatedConsumer = try await perform(call)
      return instance(created.instance_id ?? name, in: group, consumer, at: created.base_uri)
    } catch {
      if error.code == .cancelled, error.mayHaveArrived {
        // It may be there all the same, and would hold partitions of its group until it expires.
        try? await uncancelled { try await instance(name, in: group, consumer, at: nil).delete() }
      }
      // The answer to the first attempt was lost and the second finds the name taken: by us, if
      // nobody else can have chosen it.
      guard error.code == .conflict, error.mayHaveArrived, consumer.name == nil else { throw error }
      return instance(name, in: group, consumer, at: nil)
    }
  }

  private func creation(_ name: String, _ consumer: ConsumerOptions) -> [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("name", name)
      $0.member("format", consumer.format.description)
      $0.member("auto.offset.reset", consumer.start.rawValue)
      // Kafka's own default commits what was read, whether or not anybody has processed it.
      if options.dialect.autoCommitIsText {
        $0.member(options.dialect.autoCommitOption, "false")
      } else {
        $0.member(options.dialect.autoCommitOption, false)
      }
      if let bytes = consumer.fetchMinimum, options.dialect.acceptsFetchMinimum {
        $0.member("fetch.min.bytes", bytes)
      }
      if let timeout = consumer.requestTimeout {
        $0.member("consumer.request.timeout.ms", timeout.wholeMilliseconds)
      }
    }
    return json.bytes
  }

  private func instance(
    _ name: String,
    in group: String,
    _ consumer: ConsumerOptions,
    at announced: String?
  ) -> ConsumerInstance<Transport> {
    let address = address(of: name, in: group, announced: announced)
    return ConsumerInstance(
      group: group,
      name: name,
      format: consumer.format,
      address: address,
      home: endpoint,
      client: KafkaRESTClient(transport, endpoint: address, options: options)
    )
  }

  /// Where a consumer lives: where the proxy says, unless that cannot be meant for us.
  ///
  /// Karapace may announce a bare path. A proxy behind a gateway announces its own plain HTTP
  /// address, to which no secret header that came over TLS must go.
  private func address(
    of name: String,
    in group: String,
    announced: String?
  ) -> HTTPEndpoint {
    let path = "/consumers/\(PercentEncoding.encode(group))/instances/"
    let own = HTTPEndpoint(
      origin: endpoint.origin,
      path: endpoint.path + path + PercentEncoding.encode(name)
    )
    guard !options.ignoresBaseURI, let announced, let address = try? HTTPEndpoint(announced) else {
      return own
    }
    let leavesTLS = endpoint.origin.scheme == .https && address.origin.scheme == .http
    return leavesTLS ? own : address
  }
}

/// The answer to `POST /consumers/{group}`.
private struct CreatedConsumer: Decodable {
  var instance_id: String?
  var base_uri: String?
}

extension Duration {
  /// Milliseconds, a started one counted as whole.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
