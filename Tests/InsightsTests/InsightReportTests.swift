import Foundation
import Lakehouse
import Testing

@Suite struct InsightReportTests {
  static func report(of posts: [SmallFrames.Post]) async throws -> String {
    let engine = SmallFrames.engine(posts)
    let insights = Insights()
    return InsightReport(
      source: "a <folder>",
      figures: try await insights.figures(from: engine),
      answers: try await insights.answers(from: engine),
      options: insights.options
    ).html
  }

  @Test func `it needs nothing from elsewhere and no script`() async throws {
    let html = try await Self.report(of: [SmallFrames.Post(followers: 5)])
    for foreign in ["<script", "http", "src=", "@import", "url(", "javascript:", "<link"] {
      #expect(!html.contains(foreign), "\(foreign)")
    }
    #expect(html.hasPrefix("<!doctype html>"))
    #expect(html.contains("prefers-color-scheme: dark"))
  }

  @Test func `what others wrote is text, not markup`() async throws {
    let hostile = #"</td><script>alert("1")</script><img src=x onerror='2'>&amp;"#
    let posts = [
      SmallFrames.Post(category: hostile, poster: hostile, followers: 5, country: hostile)
    ]
    let html = try await Self.report(of: posts)
    #expect(!html.contains("<script") && !html.contains("<img"))
    #expect(html.contains("&lt;/td&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"))
    #expect(html.contains("&amp;amp;"))
    #expect(html.contains("from a &lt;folder&gt;"))
  }

  @Test func `control characters do not break the page`() async throws {
    let html = try await Self.report(of: [SmallFrames.Post(country: "a\u{0}b\u{1b}c\u{9b}d")])
    #expect(html.contains("a\u{fffd}b\u{fffd}c\u{fffd}d"))
  }

  @Test func `every element that is opened is closed`() async throws {
    let html = try await Self.report(of: [SmallFrames.Post(followers: 5)])
    var open: [Substring] = []
    for tag in html.matches(of: /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/) where tag.3.isEmpty {
      if tag.1.isEmpty {
        if tag.2 != "meta" { open.append(tag.2) }
      } else {
        try #require(open.popLast() == tag.2)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func `every question has a section, a heading, a table and its SQL`() async throws {
    let html = try await Self.report(of: [SmallFrames.Post(followers: 5)])
    for question in InsightQuestion.allCases {
      let id = "task-\(question.rawValue.replacing(".", with: "-"))"
      #expect(html.contains(#"<section class="card" id="\#(id)" aria-labelledby="\#(id)-title">"#))
      #expect(html.contains(##"<a href="#\##(id)""##))
      #expect(html.contains("<summary>SQL of task \(question.rawValue)</summary>"))
    }
    #expect(html.components(separatedBy: "<svg class=\"chart").count - 1 == 8)
    #expect(html.components(separatedBy: "role=\"img\"").count - 1 == 8)
  }

  @Test func `the headings of quantities stand over them`() async throws {
    let html = try await Self.report(of: [SmallFrames.Post(followers: 5)])
    #expect(html.contains(#"<th scope="col" class="number">category_count</th>"#))
    #expect(html.contains(#"<th scope="col">post_year</th>"#))
  }

  @Test func `a question without an answer says so`() async throws {
    let html = try await Self.report(of: [])
    #expect(html.components(separatedBy: "No row answers this question.").count - 1 == 9)
    #expect(!html.contains("<svg"))
  }

  @Test func `what scrolls can be reached by keyboard`() async throws {
    let posts = (0..<40).map { (number: Int) in
      SmallFrames.Post(followers: number, country: "country \(number)")
    }
    let html = try await Self.report(of: posts)
    #expect(html.contains(#"<div class="rows tall" tabindex="0" role="region""#))
    #expect(html.components(separatedBy: "<pre tabindex=\"0\"").count - 1 == 9)
  }
}
