public import JSONBytes
import PinterestModels

extension LakeReport {
  /// Appends what was met as one object: `tables` with what reading found and what each rule
  /// changed, and `violations` of what was expected.
  public func write(
    to json: inout JSONWriter,
    violations: [ExpectationChecker.Violation] = []
  ) {
    json.object { json in
      json.object("tables") { json in
        for table in Table.allCases {
          guard let read = reading[table] else { continue }
          json.key(table.rawValue)
          write(table, read, to: &json)
        }
      }
      json.array("violations") { json in
        for violation in violations { violation.write(to: &json) }
      }
    }
  }

  private func write(_ table: Table, _ read: ReadingReport, to json: inout JSONWriter) {
    json.object { json in
      json.key("reading")
      read.write(to: &json)
      json.object("cleaning") { json in
        json.member("rows", cleaning.rows(of: table))
        json.member("rowsKept", cleaning.rowsKept(of: table))
        json.array("rules") { json in
          // Those that found nothing too, so that every report of a table has the same members.
          for rule in CleaningRule.allCases where rule.table == table {
            json.object { json in
              json.member("rule", "\(rule)")
              json.member("column", rule.column)
              json.member("summary", rule.summary)
              json.member("rows", cleaning[rule])
            }
          }
        }
      }
    }
  }
}

extension ReadingReport {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("objects", objects)
      json.member("emptyObjects", emptyObjects)
      json.member("bytes", bytes)
      json.member("records", records)
      json.member("malformed", malformed)
      json.member("unsuitable", unsuitable)
      json.member("foreign", foreign)
      json.member("dropped", dropped)
      json.array("findings") { json in
        for finding in findings {
          json.object { json in
            json.member("kind", finding.kind.rawValue)
            json.member("object", finding.object)
            json.member("line", finding.line)
            json.member("detail", finding.detail)
          }
        }
      }
    }
  }
}

extension ExpectationChecker.Violation {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("expected", "\(expectation)")
      json.member("rows", rows)
      json.array("examples") { json in
        for example in examples { json.write(example) }
      }
    }
  }
}
