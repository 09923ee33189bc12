import HTTPWire
import XMLWire

extension S3Bucket {
  /// What a listing shows and in which portions it comes.
  public struct ListOptions: Sendable, Hashable {
    /// Rolls keys up that share a beginning up to this text: `/` shows one folder at a time.
    public var delimiter: String?
    /// Shows only keys behind this one.
    public var startAfter: String?
    /// The number of items a page holds at most; S3 never sends more than 1,000.
    public var pageSize: Int?

    /// Every key, a thousand at a time.
    public init(delimiter: String? = nil, startAfter: String? = nil, pageSize: Int? = nil) {
      self.delimiter = delimiter
      self.startAfter = startAfter
      self.pageSize = pageSize
    }
  }

  /// The objects whose keys begin with `prefix`, in the order of their keys' bytes.
  ///
  /// With a delimiter the rolled-up beginnings stand in the `pages`.
  public func objects(
    under prefix: String = "",
    options: ListOptions = ListOptions()
  ) -> S3Listing<ObjectPage> {
    S3Listing { cursor throws(S3Error) in
      var call = listCall("ListObjectsV2", "list-type", "2", prefix, options)
      call.ask("start-after", options.startAfter)
      let root = try await document(call, cursor)
      let objects = try root.all("Contents").map { element throws(S3Error) in
        ObjectSummary(element, key: try root.key(of: element, in: call))
      }
      let page = ObjectPage(items: objects, commonPrefixes: root.commonPrefixes)
      let token = root["IsTruncated"] == "true" ? root["NextContinuationToken"] : nil
      return (page, token.map { Cursor([QueryItem("continuation-token", $0)]) })
    }
  }

  /// Every version of the objects whose keys begin with `prefix`, and the marks of deletion.
  public func versions(
    under prefix: String = "",
    options: ListOptions = ListOptions()
  ) -> S3Listing<VersionPage> {
    S3Listing { cursor throws(S3Error) in
      var call = listCall("ListObjectVersions", "versions", "", prefix, options)
      if cursor == nil { call.ask("key-marker", options.startAfter) }
      let root = try await document(call, cursor)
      let entries = root.children.filter { $0.name == "Version" || $0.name == "DeleteMarker" }
      let versions = try entries.map { element throws(S3Error) in
        ObjectVersion(element, key: try root.key(of: element, in: call))
      }
      let page = VersionPage(items: versions, commonPrefixes: root.commonPrefixes)
      guard root["IsTruncated"] == "true", let marker = root["NextKeyMarker"] else {
        return (page, nil)
      }
      var parameters = [QueryItem("key-marker", root.decoded(marker))]
      if let version = root["NextVersionIdMarker"] {
        parameters.append(QueryItem("version-id-marker", version))
      }
      return (page, Cursor(parameters))
    }
  }

  /// A call that lists; keys travel percent-encoded because XML has no room for some of them.
  func listCall(
    _ operation: StaticString,
    _ name: String,
    _ value: String,
    _ prefix: String,
    _ options: ListOptions
  ) -> Call {
    var call = call(operation, .get, query: [QueryItem(name, value)])
    call.answerBody = .document
    call.ask("encoding-type", "url")
    call.ask("prefix", prefix.isEmpty ? nil : prefix)
    call.ask("delimiter", options.delimiter)
    call.ask("max-keys", options.pageSize.map(String.init))
    return call
  }

  func document(_ call: Call, _ cursor: Cursor?) async throws(S3Error) -> XMLElement {
    var call = call
    call.query += cursor?.parameters ?? []
    guard let root = try await engine.send(call).document else {
      throw call.locate(S3Error(.malformedAnswer, "there is no document"))
    }
    return root
  }
}

extension XMLElement {
  /// The beginnings that were rolled up.
  var commonPrefixes: [String] {
    all("CommonPrefixes").compactMap { $0["Prefix"].map(decoded) }
  }

  /// A text of a listing as it was meant: encoded only where the answer says so.
  func decoded(_ text: String) -> String {
    guard self["EncodingType"] == "url" else { return text }
    return PercentEncoding.decode(text, plusIsSpace: true) ?? text
  }

  /// The key of an entry; an entry without one is no listing of S3's.
  func key(of entry: XMLElement, in call: Call) throws(S3Error) -> ObjectKey {
    guard let text = entry["Key"], !text.isEmpty else {
      throw call.locate(S3Error(.malformedAnswer, "an entry of \(name) has no key"))
    }
    return ObjectKey(answered: decoded(text))
  }
}
