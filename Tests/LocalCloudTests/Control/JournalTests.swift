import Foundation
import Testing

@testable import LocalCloud

@Suite struct JournalTests {
  func note(_ journal: Journal, _ call: ServiceCall) {
    journal.record { sequence in
      Journal.Entry(
        sequence: sequence,
        date: Date(timeIntervalSince1970: 0),
        call: call,
        method: "PUT",
        path: "/b/k",
        status: 200,
        errorCode: nil,
        duration: .zero,
        notes: []
      )
    }
  }

  @Test func `keeps the last calls in order and numbers them without gaps`() {
    let journal = Journal(room: 3)
    for index in 1...5 { note(journal, ServiceCall(.s3, "Op\(index)")) }
    #expect(journal.entries().map(\.sequence) == [3, 4, 5])
    #expect(journal.entries(since: 4).map(\.call.operation) == ["Op5"])
    #expect(journal.entries(service: .kinesis).isEmpty)
    journal.clear()
    note(journal, ServiceCall(.kinesis, "PutRecord"))
    #expect(journal.entries(service: .kinesis, operation: "PutRecord").map(\.sequence) == [6])
  }

  @Test func `metrics come out as Prometheus reads them`() {
    let metrics = Metrics()
    metrics.record(ServiceCall(.s3, "PutObject"), status: 200, duration: .microseconds(300))
    metrics.record(ServiceCall(.s3, "PutObject"), status: 200, duration: .seconds(20))
    let text = metrics.exposition(gauges: [Metrics.Gauge("pinterest_topics", "Topics.", 3)])
    let labels = "service=\"s3\",operation=\"PutObject\",status=\"200\""
    #expect(text.contains("_bucket{\(labels),le=\"0.00025\"} 0\n"))
    #expect(text.contains("_bucket{\(labels),le=\"0.0005\"} 1\n"))
    #expect(text.contains("_bucket{\(labels),le=\"+Inf\"} 2\n"))
    #expect(text.contains("# TYPE pinterest_topics gauge\npinterest_topics 3\n"))
  }
}
