import FoundationEssentials
import HTTPWire
import JSONBytes

/// Integrations that ask a service with a body of their own.
extension Gateway {
  func ask(
    _ integration: ServiceIntegration,
    _ request: HTTPRequest,
    _ resource: PathPattern,
    _ parameters: [String: Substring],
    _ sheet: inout Desk.Sheet
  ) async -> HTTPResponse {
    let body: [UInt8]
    switch await collect(request, &sheet) {
    case .success(let bytes): body = bytes
    case .failure(let refusal): return refusal.response
    }
    guard let template = integration.template(for: request.headers["Content-Type"]) else {
      sheet.notes.append("no template for \(request.headers["Content-Type"] ?? "no type")")
      return GatewayAnswer.unsupportedMediaType
    }
    let made: String
    do throws(TemplateError) {
      made = try template.render(view(of: request, body, resource, parameters))
    } catch {
      sheet.notes.append("the template: \(error)")
      return error.isOfRequest
        ? GatewayAnswer.error(400, error.message, type: "BadRequestException")
        : GatewayAnswer.internalServerError
    }
    let answer = await integration.send(integration.action, Array(made.utf8), request)
    return await mapped(answer, of: integration.action, &sheet)
  }

  /// The answer without the headers of the service; its status only where that was asked for.
  private func mapped(
    _ answer: HTTPResponse,
    of action: KinesisOperation,
    _ sheet: inout Desk.Sheet
  ) async -> HTTPResponse {
    guard answer.status > 0, let body = try? await answer.body.collect(upTo: 64 << 20) else {
      sheet.notes.append("\(action.rawValue) was not answered")
      return GatewayAnswer.internalServerError
    }
    let status = isStrict ? answer.status : 200
    if !answer.isSuccess {
      let words = (try? JSONValue(parsing: body)) ?? ""
      let code = words["__type"]?.string ?? "\(answer.status)"
      let message = (words["message"] ?? words["Message"])?.string
      sheet.errorCode = code
      sheet.notes.append(
        "\(action.rawValue) answered \(answer.status) \(code)"
          + (message.map { ": \($0.prefix(400))" } ?? "")
          + (status == 200 ? "; the client is told 200, as API Gateway does by default" : "")
      )
    }
    return HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/json"],
      body: .bytes(body)
    )
  }

  private func view(
    of request: HTTPRequest,
    _ body: [UInt8],
    _ resource: PathPattern,
    _ parameters: [String: Substring]
  ) -> TemplateRequest {
    TemplateRequest(
      body: String(decoding: body, as: UTF8.self),
      path: parameters.mapValues { PercentEncoding.decode($0) ?? String($0) },
      query: QueryItems(request.query).all,
      headers: Dictionary(request.headers.map { ($0.name, $0.value) }) { $1 },
      context: context(of: request, resource),
      stageVariables: [:]
    )
  }

  private func context(of request: HTTPRequest, _ resource: PathPattern) -> JSONObject {
    let date = date
    return [
      "requestId": .string(identifiers.uuid()),
      "extendedRequestId": .string(identifiers.uuid()),
      "apiId": "pinterest",
      "accountId": .string(KinesisFailure.account),
      "stage": .string(stage),
      "httpMethod": .string(request.method.rawValue),
      "path": .string(String(request.path)),
      "resourcePath": .string(resource.description),
      "protocol": "HTTP/1.1",
      "domainName": .string(request.origin.host),
      "requestTime": .string(HTTPDate.format(date)),
      "requestTimeEpoch": .number(JSONNumber(Int(date.timeIntervalSince1970 * 1000))),
      "identity": [
        "sourceIp": "127.0.0.1", "userAgent": .string(request.headers["User-Agent"] ?? ""),
      ],
    ]
  }
}
