import CExpat

/// Owns one expat parser and the box its callbacks write into.
@safe struct ExpatParser: ~Copyable {
  private let raw: OpaquePointer
  private let box: CallbackBox

  init(limits: XMLReader.Limits) {
    guard let raw = unsafe XML_ParserCreate("UTF-8") else {
      preconditionFailure("no memory for an XML parser")
    }
    unsafe self.raw = raw
    box = unsafe CallbackBox(parser: raw, limits: limits)
    unsafe XML_SetUserData(raw, Unmanaged.passUnretained(box).toOpaque())
    unsafe XML_SetElementHandler(raw, elementStarted, elementEnded)
    unsafe XML_SetCharacterDataHandler(raw, textArrived)
    unsafe XML_SetStartDoctypeDeclHandler(raw, doctypeMet)
  }

  deinit { unsafe XML_ParserFree(raw) }

  /// Parses a chunk and gives what it completed.
  borrowing func parse(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws(XMLError) -> [XMLEvent] {
    let status = unsafe chunk.withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      return unsafe XML_Parse(raw, start, Int32(bytes.count), isLast ? 1 : 0)
    }
    guard status == XML_STATUS_OK else { throw failure() }
    return box.takeEvents()
  }

  private borrowing func failure() -> XMLError {
    let code = unsafe XML_GetErrorCode(raw)
    let detail = unsafe XML_ErrorString(code).map { unsafe String(cString: $0) } ?? "unknown"
    if let refusal = box.refusal { return error(refusal.code, refusal.detail) }
    let isCutShort = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN
    return error(isCutShort ? .incomplete : .malformed, detail)
  }

  borrowing func error(_ code: XMLError.Code, _ detail: String) -> XMLError {
    XMLError(
      code: code,
      detail: detail,
      line: unsafe Int(XML_GetCurrentLineNumber(raw)),
      column: unsafe Int(XML_GetCurrentColumnNumber(raw)) + 1
    )
  }
}

/// What the callbacks write into while `XML_Parse` runs: events, the text so far, the open depth.
@safe private final class CallbackBox {
  private(set) var refusal: (code: XMLError.Code, detail: String)?
  private let parser: XML_Parser
  private let limits: XMLReader.Limits
  private var events: [XMLEvent] = []
  private var text: [UInt8] = []
  private var depth = 0
  private var elements = 0

  init(parser: XML_Parser, limits: XMLReader.Limits) {
    unsafe self.parser = parser
    self.limits = limits
  }

  func takeEvents() -> [XMLEvent] {
    defer { events.removeAll(keepingCapacity: true) }
    return events
  }

  func refuse(_ code: XMLError.Code, _ detail: String) {
    refusal = (code, detail)
    unsafe XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  func start(_ name: String, _ attributes: [String: String]) {
    depth += 1
    elements += 1
    guard depth <= limits.depth else {
      return refuse(.tooDeep, "more than \(limits.depth) elements are open")
    }
    guard elements <= limits.elements else {
      return refuse(.tooLarge, "more than \(limits.elements) elements")
    }
    flushText()
    events.append(.start(name: name, attributes: attributes))
  }

  func end(_ name: String) {
    depth -= 1
    flushText()
    events.append(.end(name: name))
  }

  /// Text is handed out at the next tag only, so that chunks and entities leave no seams in it.
  func append(_ bytes: UnsafeRawBufferPointer) {
    unsafe text.append(contentsOf: bytes)
  }

  private func flushText() {
    guard !text.isEmpty else { return }
    events.append(.text(String(decoding: text, as: UTF8.self)))
    text.removeAll(keepingCapacity: true)
  }
}

private func box(_ userData: UnsafeMutableRawPointer?) -> CallbackBox? {
  unsafe userData.map { unsafe Unmanaged<CallbackBox>.fromOpaque($0).takeUnretainedValue() }
}

private func localName(_ name: UnsafePointer<XML_Char>?) -> String {
  guard let name = unsafe name else { return "" }
  let whole = unsafe String(cString: name)
  guard let colon = whole.utf8.lastIndex(of: UInt8(ascii: ":")) else { return whole }
  return String(whole[whole.utf8.index(after: colon)...])
}

private func elementStarted(
  _ userData: UnsafeMutableRawPointer?,
  _ name: UnsafePointer<XML_Char>?,
  _ pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
) {
  var attributes: [String: String] = [:]
  var index = 0
  while let key = unsafe pairs?[index], let value = unsafe pairs?[index + 1] {
    attributes[unsafe localName(key)] = unsafe String(cString: value)
    index += 2
  }
  unsafe box(userData)?.start(unsafe localName(name), attributes)
}

private func elementEnded(_ userData: UnsafeMutableRawPointer?, _ name: UnsafePointer<XML_Char>?) {
  unsafe box(userData)?.end(unsafe localName(name))
}

private func textArrived(
  _ userData: UnsafeMutableRawPointer?,
  _ text: UnsafePointer<XML_Char>?,
  _ count: Int32
) {
  unsafe box(userData)?.append(UnsafeRawBufferPointer(start: text, count: Int(count)))
}

private func doctypeMet(
  _ userData: UnsafeMutableRawPointer?,
  _ name: UnsafePointer<XML_Char>?,
  _ systemID: UnsafePointer<XML_Char>?,
  _ publicID: UnsafePointer<XML_Char>?,
  _ hasInternalSubset: Int32
) {
  unsafe box(userData)?.refuse(.doctypeRefused, "an answer has no need for one")
}
