import Emulator
import JSONBytes
import PinterestModels

extension OutgoingRecord {
  /// What became of a record, as one line of `--results`.
  func resultLine(_ delivery: Delivery) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("post", post)
      json.member("table", table.rawValue)
      switch delivery {
      case .acknowledged(let possiblyDuplicated):
        json.member("result", "acknowledged")
        json.member("possibly_duplicated", possiblyDuplicated)
      case .failed(let code, let message, let mayHaveArrived):
        json.member("result", "failed")
        json.member("code", code)
        json.member("message", message)
        json.member("may_have_arrived", mayHaveArrived)
      case .notSent(let reason):
        json.member("result", "not sent")
        json.member("reason", reason)
      }
    }
    json.endLine()
    return json.bytes
  }
}
