import JSONBytes
import Testing

@Suite struct JSONValueTests {
  @Test func `a tree keeps order, duplicates and digits`() throws {
    let text = #"{"b":1.50,"a":[1e3,{"x":null}],"b":12345678901234567890}"#
    let value = try JSONValue(parsing: text)
    #expect(value.description == text)
    #expect(value["b"]?.int == nil && value["b"]?.double == 12_345_678_901_234_567_168)
    #expect(value["a"]?[0]?.int == 1000 && value["a"]?[1]?["x"]?.isNull == true)
    #expect(value["a"]?[2] == nil && value["c"] == nil && value[0] == nil)
  }

  @Test func `literals make trees`() throws {
    let value: JSONValue = ["a": [1, "x", true, nil], "b": [:]]
    #expect(value.description == #"{"a":[1,"x",true,null],"b":{}}"#)
    #expect(try JSONValue(parsing: value.bytes) == value)
  }

  @Test func `members are replaced, added and removed`() {
    var object: JSONObject = ["a": 1, "b": 2, "a": 3]
    object["a"] = 4
    object["c"] = 5
    #expect(JSONValue.object(object).description == #"{"a":1,"b":2,"a":4,"c":5}"#)
    object["a"] = nil
    #expect(JSONValue.object(object).description == #"{"b":2,"c":5}"#)
  }
}
