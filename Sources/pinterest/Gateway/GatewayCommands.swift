import FoundationEssentials
import HTTPWire
import LocalCloud
import Terminal

let gatewayRenderCommand = Command(
  "gateway render",
  "shows what a mapping template makes of a request, as the gateway would send it to Kinesis",
  operands: "TEMPLATE < request.json",
  options: [
    .flag("--bare", "take what comes in as the body, whatever it looks like")
  ],
  examples: [
    #"echo '{"Data":{"index":1},"PartitionKey":"p"}' | pinterest gateway render record.vtl"#,
    #"echo '{"body":{"Data":{"index":1}},"params":{"path":{"stream-name":"s"},"querystring":{},"#
      + #""header":{}},"context":{"stage":"test"},"stageVariables":{}}' | "#
      + "pinterest gateway render record.vtl",
  ]
) { call in
  let path = try call.operand(0, "TEMPLATE")
  try call.expectOperands(atMost: 1)
  guard let data = FileManager.default.contents(atPath: path) else {
    throw CommandError(.failed, "\(path): there is no such file")
  }
  var input: [UInt8] = []
  for try await chunk in StandardPipe.input() { input += chunk }
  let request = TemplateRequest(input, isBare: call.has("--bare"))
  let made: String
  do throws(TemplateError) {
    made = try MappingTemplate(String(decoding: data, as: UTF8.self)).render(request)
  } catch {
    throw CommandError(.failed, error.isOfRequest ? "the request: \(error)" : "\(path): \(error)")
  }
  call.console.print(made)
  for remark in RenderedRequest(made).remarks { call.console.note(remark) }
  return .done
}
