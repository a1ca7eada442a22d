import TestSupport
import Testing

@testable import Portal

struct CompactTextTests {
  @Test func aStyleLosesItsCommentsAndIndentation() {
    let style = "/* One */\na {\n  b: c; /* two\n  lines */\n\n  d: url(\"data:a//b\");\n}\n"
    #expect(
      String(decoding: CompactText.style(Array(style.utf8)), as: UTF8.self)
        == "a {\nb: c; \nd: url(\"data:a//b\");\n}\n")
  }

  @Test func aScriptKeepsWhatIsNotALineOfComment() {
    let script = "// One\nvar a = \"// b\"; // two\n  // three\n  f();\n"
    #expect(
      String(decoding: CompactText.script(Array(script.utf8)), as: UTF8.self)
        == "var a = \"// b\"; // two\nf();\n")
  }

  @Test func theSearchIsLoadedWhenItIsUsed() async throws {
    let portal = try await TinyPortal(["a/b.md": "# B\n", "index.md": "# A\n"])
    let page = portal["a/b.html"]
    #expect(!page.contains("<script src=\"../assets/search."))
    #expect(page.contains(" data-search=\"../assets/search."))
    #expect(page.contains(" data-root=\"../\" defer></script>"))
  }
}
