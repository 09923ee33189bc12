public import FoundationEssentials
import HTTPWire

/// What must hold for an object to be read.
public struct ReadConditions: Sendable, Hashable {
  /// Its content is this one.
  public var ifMatches: ETag?
  /// Its content is another than this one; else `notModified`.
  public var ifNoneMatches: ETag?
  /// It was written after this moment; else `notModified`.
  public var ifModifiedSince: Date?
  /// It was not written after this moment.
  public var ifUnmodifiedSince: Date?

  /// No conditions.
  public init() {}

  /// The fields of a request; a copy names the same conditions on its source with other names.
  func add(to call: inout Call, ofSource: Bool = false) {
    let prefix = ofSource ? "x-amz-copy-source-" : ""
    let name = { (text: String) in ofSource ? prefix + text.lowercased() : text }
    call.set(name("If-Match"), ifMatches?.description)
    call.set(name("If-None-Match"), ifNoneMatches?.description)
    call.set(name("If-Modified-Since"), ifModifiedSince.map { HTTPDate.format($0) })
    call.set(name("If-Unmodified-Since"), ifUnmodifiedSince.map { HTTPDate.format($0) })
  }
}

/// What must hold for an object to be written or deleted.
public enum WriteCondition: Sendable, Hashable {
  /// There is none of that name.
  case ifAbsent
  /// There is one, whatever it holds.
  case ifPresent
  /// There is one with this content.
  case ifMatches(ETag)
  /// There is none with this content.
  case ifNoneMatches(ETag)

  func add(to call: inout Call) {
    switch self {
    case .ifAbsent: call.set("If-None-Match", "*")
    case .ifPresent: call.set("If-Match", "*")
    case .ifMatches(let etag): call.set("If-Match", etag.description)
    case .ifNoneMatches(let etag): call.set("If-None-Match", etag.description)
    }
  }
}
