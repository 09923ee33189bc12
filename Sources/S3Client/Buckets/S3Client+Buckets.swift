import HTTPWire
import XMLWire

extension S3Client {
  /// Every bucket of the account, in S3's order.
  public func buckets(startingWith prefix: String = "") -> S3Listing<BucketPage> {
    S3Listing { [engine] cursor throws(S3Error) in
      var call = Call("ListBuckets", .get)
      call.answerBody = .document
      call.ask("prefix", prefix.isEmpty ? nil : prefix)
      call.query += cursor?.parameters ?? []
      let root = try await engine.send(call).document
      let buckets = root?.first("Buckets")?.all("Bucket") ?? []
      let token = root?["ContinuationToken"].flatMap { $0.isEmpty ? nil : $0 }
      return (
        BucketPage(items: buckets.compactMap(BucketSummary.init)),
        token.map { Cursor([QueryItem("continuation-token", $0)]) }
      )
    }
  }
}
