import FoundationEssentials
@testable import LocalCloud

/// Takes whatever somebody may write as a mapping template, or send as a body to one: it is read and
/// evaluated, or refused, never a trap and never without end.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  // What stands before the first zero is the template, what stands behind it the body.
  let parts = text.split(separator: "\0", maxSplits: 1, omittingEmptySubsequences: false)
  let body = parts.count > 1 ? String(parts[1]) : #"{"a":[1,{"b-c":"x"}],"d":null}"#
  let request = TemplateRequest(
    body: body,
    path: ["stream-name": "s"],
    query: ["Limit": "1"],
    headers: ["Shard-Iterator": "i"],
    context: ["requestId": "r"],
    stageVariables: ["v": "w"]
  )
  if let template = try? MappingTemplate(String(parts[0])) {
    let once = try? template.render(request)
    let again = try? template.render(request)
    if once != again { fatalError("the same request makes two bodies") }
  }
  // The course's own templates over any body.
  for template in courseTemplates { _ = try? template.render(TemplateRequest(body: text)) }
  if let path = try? JSONPath(String(parts[0])) { _ = path.find(in: ["a": [1, ["b": 2]]]) }
  return 0
}

private let courseTemplates = StreamTemplates.methods.compactMap {
  try? MappingTemplate($0.template)
}
