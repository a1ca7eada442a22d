import TestSupport
import Testing
import Yams

@testable import Project

/// TOML of other tools, as nodes of YAML.
struct TOMLTests {
  @Test(arguments: [
    ("a = 1 # one\n'b c'.d = \"x\"\n", "a=1 b c.d=x"),
    ("a = \"\\\"x\\\" \\u00e9\\t\\\\\"\n", "a=\"x\" é\t\\"),
    ("a = 'C:\\n'\n", "a=C:\\n"), ("a = \"#x\" # \"y\"\n", "a=#x"),
    ("a = \"\"\"\nx \\\n   y\n\"z\"\"\"\"\n", "a=x y\n\"z\""),
    ("a = \'\'\'\nx\n\'\'\'\r\nb = 2\r\n", "a=x\n b=2"),
    ("a = [ 1, # c\n  [\"x\", 'y',],\n]\n", "a=[1 [x y]]"), ("a = { b = 1, c.d = [2] }\n", "a={b:1 c.d:[2]}"),
    ("a = 2024-01-02 10:00\nb = true\nc = -1.5\n", "a=2024-01-02 10:00 b=true c=-1.5"),
    ("x = 1\n[a.\"b\"]\nc = 1\n[[d]]\ne = 2\n", "x=1 a.b.c=1 d.e=2"),
    // What follows a mistake is not read.
    ("a = 1\nb = \"x\nc = 2\n", "a=1"), ("a = 1 b = 2\n", ""), ("a\n", ""), ("a = [1\n", ""), ("", ""),
    ("a = \"\\q\"\n", ""), ("a = \"\\uD800\"\n", ""),
  ])
  func pairs(_ text: String, _ expected: String) {
    #expect(TOMLText(text).pairs.map { "\($0.key)=\(written($0.value))" }.joined(separator: " ") == expected)
  }

  private func written(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string
    case .sequence(let items): "[" + items.map(written).joined(separator: " ") + "]"
    case .mapping(let pairs):
      "{" + pairs.map { "\(written($0.key)):\(written($0.value))" }.joined(separator: " ") + "}"
    case .alias: ""
    }
  }

  /// However deep lists are in each other.
  @Test func deeplyNestedListsAreNotRead() {
    let text = "a = " + String(repeating: "[", count: 100_000)
    #expect(TOMLText(text).pairs.isEmpty)
  }
}
