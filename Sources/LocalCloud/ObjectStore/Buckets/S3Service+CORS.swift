import HTTPWire
import XMLWire

extension S3Service {
  func getBucketCORS(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let rules = try ownBucket(call).corsRules
    guard !rules.isEmpty else {
      throw S3Failure(
        "NoSuchCORSConfiguration",
        404,
        "The CORS configuration does not exist",
        [.init("BucketName", call.bucket)]
      )
    }
    return XMLAnswer("CORSConfiguration") { xml in
      for rule in rules {
        xml.element("CORSRule") { xml in
          if let id = rule.id { xml.element("ID", id) }
          for method in rule.methods { xml.element("AllowedMethod", method) }
          for origin in rule.origins { xml.element("AllowedOrigin", origin) }
          for header in rule.headers { xml.element("AllowedHeader", header) }
          for header in rule.exposed { xml.element("ExposeHeader", header) }
          if let age = rule.maxAge { xml.element("MaxAgeSeconds", String(age)) }
        }
      }
    }.response()
  }

  func putBucketCORS(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try ownBucket(call)
    let rules = try CORSRule.rules(in: try await xml(call, root: "CORSConfiguration"))
    try await storage.change(bucket: call.bucket) { $0.corsRules = rules }
    return HTTPResponse(status: 200)
  }

  func deleteBucketCORS(_ call: S3Call) async throws(S3Failure) -> HTTPResponse {
    try ownBucket(call)
    try await storage.change(bucket: call.bucket) { $0.corsRules = [] }
    return HTTPResponse(status: 204)
  }

  /// Answers a browser that asks beforehand.
  func preflight(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    guard let origin = call.headers["Origin"] else {
      throw S3Failure(
        "BadRequest",
        400,
        "Insufficient information. Origin request header needed."
      )
    }
    guard let method = call.headers["Access-Control-Request-Method"] else {
      throw S3Failure("BadRequest", 400, "Invalid Access-Control-Request-Method: null")
    }
    guard let settings = try? storage.settings(of: call.bucket) else {
      throw .forbiddenCORS("CORSResponse: Bucket not found", method)
    }
    guard !settings.corsRules.isEmpty else {
      throw .forbiddenCORS("CORSResponse: CORS is not enabled for this bucket.", method)
    }
    let asked = (call.headers["Access-Control-Request-Headers"] ?? "").split(separator: ",")
      .map { $0.filter { $0 != " " }.lowercased() }
    guard
      let rule = settings.corsRules.first(where: {
        $0.allows(origin: origin, method: method, headers: asked)
      })
    else {
      throw .forbiddenCORS(
        "CORSResponse: This CORS request is not allowed. This is usually because the evalution of "
          + "Origin, request method / Access-Control-Request-Method or "
          + "Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
        method
      )
    }
    var response = HTTPResponse(status: 200)
    if !asked.isEmpty {
      response.headers["Access-Control-Allow-Headers"] = asked.joined(separator: ", ")
    }
    if let age = rule.maxAge { response.headers["Access-Control-Max-Age"] = String(age) }
    return response
  }

  /// Tells a browser that its page may see the answer, where a rule says so.
  func addCORS(to response: inout HTTPResponse, _ request: HTTPRequest, _ address: S3Address) {
    let isPreflight = request.method == .options
    let asked = isPreflight ? request.headers["Access-Control-Request-Method"] : nil
    let method = asked ?? request.method.rawValue
    guard let origin = request.headers["Origin"], !isPreflight || response.status == 200,
      let rules = try? storage.settings(of: address.bucket).corsRules,
      let rule = rules.first(where: { $0.allows(origin: origin, method: method) })
    else { return }
    let isForAll = rule.origins.contains("*")
    response.headers["Access-Control-Allow-Origin"] = isForAll ? "*" : origin
    response.headers["Access-Control-Allow-Methods"] = rule.methods.joined(separator: ", ")
    if !rule.exposed.isEmpty {
      response.headers["Access-Control-Expose-Headers"] = rule.exposed.joined(separator: ", ")
    }
    if !isForAll { response.headers["Access-Control-Allow-Credentials"] = "true" }
    response.headers["Vary"] =
      "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"
  }
}

extension CORSRule {
  /// The rules a document sets, in its order.
  static func rules(in root: XMLElement) throws(S3Failure) -> [CORSRule] {
    let elements = root.all("CORSRule")
    guard (1...100).contains(elements.count) else { throw .malformedXML }
    var rules: [CORSRule] = []
    for element in elements { rules.append(try CORSRule(element)) }
    return rules
  }

  private init(_ element: XMLElement) throws(S3Failure) {
    id = element["ID"]
    origins = element.all("AllowedOrigin").map(\.text)
    methods = element.all("AllowedMethod").map(\.text)
    headers = element.all("AllowedHeader").map(\.text)
    exposed = element.all("ExposeHeader").map(\.text)
    maxAge = element["MaxAgeSeconds"].flatMap { Int($0) }
    guard !origins.isEmpty, !methods.isEmpty else { throw .malformedXML }
    let known = ["GET", "PUT", "HEAD", "POST", "DELETE"]
    if let strange = methods.first(where: { !known.contains($0) }) {
      throw .invalidRequest(
        "Found unsupported HTTP method in CORS config. Unsupported method is \(strange)"
      )
    }
  }
}

extension S3Failure {
  fileprivate static func forbiddenCORS(_ message: String, _ method: String) -> S3Failure {
    S3Failure(
      "AccessForbidden",
      403,
      message,
      [Detail("Method", method), Detail("ResourceType", "OBJECT")]
    )
  }
}
