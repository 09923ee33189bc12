import HTTPWire
import XMLWire

extension S3Service {
  struct ListedVersion: Sendable {
    let key: ObjectKey
    let version: ObjectVersion
    let isLatest: Bool
  }

  func listObjectVersions(_ call: S3Call) throws(S3Failure) -> HTTPResponse {
    let name = try bucket(call, .read).name
    let request = try ListRequest(call)
    let keyMarker = call.query["key-marker"] ?? ""
    let idMarker = call.query["version-id-marker"] ?? ""
    guard idMarker.isEmpty || !keyMarker.isEmpty else {
      throw .invalidArgument(
        "A version-id marker cannot be specified without a key marker.",
        "version-id-marker",
        idMarker
      )
    }
    let page = try versions(name, request, after: keyMarker, idMarker)
    return XMLAnswer("ListVersionsResult") { xml in
      xml.element("Name", name)
      xml.element("Prefix", request.spelled(request.prefix))
      xml.element("KeyMarker", request.spelled(keyMarker))
      xml.element("VersionIdMarker", idMarker)
      if page.isTruncated, let last = page.last {
        xml.element("NextKeyMarker", request.spelled(last))
        if let version = page.items.last, version.key.text == last {
          xml.element("NextVersionIdMarker", version.version.id)
        }
      }
      writeHead(page, request, to: &xml)
      for item in page.items { write(item, request, to: &xml) }
      write(page.commonPrefixes, request, to: &xml)
    }.response()
  }

  /// Goes on behind a version of a key, or behind all of them where none is named.
  private func versions(
    _ bucket: String,
    _ request: ListRequest,
    after key: String,
    _ id: String
  ) throws(S3Failure) -> ListPage<ListedVersion> {
    try storage.ledger.read { state throws(S3Failure) in
      try state.bucket(bucket).page(request, after: key, startsInside: !id.isEmpty) {
        found,
        entry in
        let all = entry.versions.map {
          ListedVersion(key: found, version: $0, isLatest: $0 === entry.current)
        }
        guard !id.isEmpty, found == ObjectKey(key),
          let place = all.firstIndex(where: { $0.version.id == id })
        else { return all }
        return Array(all[(place + 1)...])
      }
    }
  }

  private func write(_ item: ListedVersion, _ request: ListRequest, to xml: inout XMLWriter) {
    xml.element(item.version.isDeleteMarker ? "DeleteMarker" : "Version") { xml in
      xml.element("Key", request.spelled(item.key.text))
      xml.element("VersionId", item.version.id)
      xml.element("IsLatest", String(item.isLatest))
      write(item.version, withOwner: true, to: &xml)
    }
  }
}
