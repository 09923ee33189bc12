import HTTPServer
import HTTPWire

/// The servers of a cloud, bound to their ports and sharing a few event loops; not serving yet.
struct Listening: Sendable {
  let gateway: HTTPServer
  let kafkaREST: HTTPServer
  let connect: HTTPServer
  let aws: HTTPServer
  let control: HTTPServer

  init(_ options: LocalCloud.Options) throws(HTTPServerError) {
    let loops = try EventLoops(threads: options.threads)
    let policy = HostPolicy(bind: options.bind)
    func listen(
      _ port: Int,
      bodyBytes: Int? = nil
    ) throws(HTTPServerError) -> HTTPServer {
      var serving = HTTPServer.Options(address: SocketAddress(host: options.bind, port: port))
      serving.now = { options.clock.date }
      serving.acceptsOrigin = { policy.accepts($0) }
      // A batch of some hundred records comes whole; as a stream it would be copied once more.
      serving.limits.bufferedBodyBytes = 256 << 10
      if let bodyBytes { serving.limits.bodyBytes = bodyBytes }
      // What is too long is read over: many a client sends all of it before it looks for an answer.
      serving.limits.discardedBodyBytes = 16 << 20
      return try HTTPServer(serving, on: loops)
    }
    gateway = try listen(options.ports.gateway)
    kafkaREST = try listen(options.ports.kafkaREST)
    connect = try listen(options.ports.connect)
    // The largest object in one request, and its framing; the store refuses what is larger.
    aws = try listen(options.ports.aws, bodyBytes: BodyChecks.largest + BodyChecks.largest / 64)
    control = try listen(options.ports.control)
  }

  /// Where the servers are reached.
  var endpoints: LocalCloud.Endpoints {
    LocalCloud.Endpoints(
      gateway: "http://\(gateway.address)",
      kafkaREST: "http://\(kafkaREST.address)",
      connect: "http://\(connect.address)",
      aws: "http://\(aws.address)",
      control: "http://\(control.address)"
    )
  }

  func drain() { for server in [gateway, kafkaREST, connect, aws, control] { server.drain() } }
}
