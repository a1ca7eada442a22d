import Diagnostics
import Testing

/// Fences that no line of the code closes.
struct CodeFenceTests {
  @Test(arguments: [
    ("", "```"), ("a `b` c", "```"), ("```\n", "````"), ("a ````` b", "``````"),
  ])
  func isLongerThanAnyRunOfMarks(_ code: String, _ fence: String) {
    #expect(Fence.around(code.utf8) == fence)
  }

  @Test func isAsLongAsAsked() { #expect(Fence.around("``".utf8, least: 5) == "`````") }
}
