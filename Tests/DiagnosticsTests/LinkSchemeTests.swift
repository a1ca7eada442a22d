import Diagnostics
import Testing

struct LinkSchemeTests {
  @Test(arguments: [
    "a.md", "../a:b.md", "#a:b", "?q=a:b", "https://x", "HTTP://x", "mailto:a@b", "tel:1", "//host/x", "",
    "1:2",
    "data:image/png;base64,AA", "vscode:extension/x",
  ])
  func allowsSafeURLSchemesAndRelativeAddresses(address: String) { #expect(LinkScheme.isAllowed(address)) }

  @Test(arguments: [
    "javascript:x", " javascript:x", "java\nscript:x", "JAVASCRIPT:x", "vbscript:x", "file:///x",
    "data:text/html,x",
    "data:image/svg+xml,x", "blob:x", "about:blank", "intent://x", "ms-word:ofe|u|x", "search-ms:x",
    "\u{1}javascript:x",
  ])
  func refusesDangerousURLSchemes(address: String) { #expect(!LinkScheme.isAllowed(address)) }
}
