import JSONBytes

/// Takes arbitrary bytes: whatever the scanner accepts must survive writing, copying and reading again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let value = try? JSONValue(parsing: input, maximumDepth: 64)
  let isSkipped = scan(input) { json throws(JSONError) in try json.skipValue() }
  precondition((value != nil) == isSkipped, "skipping and reading disagree")
  for texts in [JSONScanner.TextSpelling.asWritten, .shortest] {
    var copy: [UInt8] = []
    let isCopied = scan(input) { json throws(JSONError) in
      try json.copyValue(to: &copy, texts: texts)
    }
    precondition((value != nil) == isCopied, "copying and reading disagree")
    guard let value else { continue }
    precondition((try? JSONValue(parsing: copy, maximumDepth: 64)) == value, "a copy differs")
  }
  if let value {
    precondition((try? JSONValue(parsing: value.bytes, maximumDepth: 64)) == value, "not the same")
  }
  return 0
}

private func scan(
  _ input: [UInt8],
  _ read: (inout JSONScanner) throws(JSONError) -> Void
) -> Bool {
  do throws(JSONError) {
    try JSONScanner.scan(input, maximumDepth: 64) { json throws(JSONError) in
      try read(&json)
      try json.finish()
    }
    return true
  } catch {
    precondition((0...input.count).contains(error.offset), "an error outside the bytes")
    return false
  }
}
