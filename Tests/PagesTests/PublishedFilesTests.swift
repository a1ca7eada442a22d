import Project
import Synchronization
import Testing

@testable import Pages

struct PublishedFilesTests {
  private func refusal(_ path: String, _ text: String = "") -> PublishedFiles.Refusal? {
    var project = Project(root: "/project", isConfigured: true)
    project.trustedFiles = ["demos", "one.html"]
    return PublishedFiles(
      of: project, files: .memory([path: text]), pages: [], paths: PagePaths([])
    ).refusal(of: path)
  }

  @Test(arguments: [
    ".env", ".git/config", "a/.ssh/id_rsa", ".github/workflows/ci.yml", ".env.example",
    "a/.well-known/.env",
  ])
  func hiddenFilesAreNotPublished(path: String) { #expect(refusal(path) == .hidden) }

  @Test(arguments: [".well-known/security.txt", "a.b/c.txt", "a/x.b"])
  func wellKnownFilesArePublished(path: String) { #expect(refusal(path) == nil) }

  @Test(arguments: ["a.html", "A.HTM", "x.y.xhtml", "a.mhtml", "a.svgz", "b.shtml"])
  func activeDocumentTypesAreRefusedByExtension(path: String) {
    #expect(refusal(path) == .active("it is a document that may contain scripts"))
  }

  @Test(arguments: [
    "_headers", "_redirects", "_worker.js", "CNAME", "web.config", "docs/Web.config", "vercel.json",
    "netlify.toml", "_worker.js/index.js", "serve.json", "now.json", "firebase.json",
  ])
  func settingsOfHostsAreNotPublished(path: String) { #expect(refusal(path) == .hostSettings) }

  @Test(arguments: [
    "examples/_headers", "examples/vercel.json", "a/cname", "demos/web.config", "my_headers", "a/serve.json",
  ])
  func filesThatNoHostReadsArePublished(path: String) { #expect(refusal(path) == nil) }

  @Test(arguments: ["demos/a.html", "demos/deep/b.svgz", "one.html"])
  func trustedActiveFilesArePublished(path: String) { #expect(refusal(path) == nil) }

  @Test(arguments: ["demos.html", "demosx/a.html", "two.html"])
  func similarPathsAreNotTrusted(path: String) { #expect(refusal(path) != nil) }

  @Test(arguments: [
    "<svg xmlns=\"http://www.w3.org/2000/svg\"><style>.a{fill:red}</style><use href=\"#a\"/><a xlink:href=\"https://x\"/></svg>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\"><svg/>",
    "<svg><!-- <script> --><text><![CDATA[<script>]]></text><animate attributeName=\"x\" to=\"1\"/></svg>",
    "<project><name>x</name><modelVersion>4.0.0</modelVersion></project>", "", "text",
  ])
  func passiveSVGAndXMLArePublished(text: String) {
    #expect(refusal("a.svg", text) == nil && refusal("a.xml", text) == nil)
  }

  @Test(arguments: [
    "<svg><script>x</script></svg>", "<svg><SCRIPT/></svg>",
    "<x:script xmlns:x=\"http://www.w3.org/2000/svg\"/>",
    "<svg onload=\"x\"/>", "<svg\nonload\n=\n'x'/>", "<svg><a href=\"javascript:x\"/></svg>",
    "<svg><a xlink:href=\"java&#115;cript:x\"/></svg>", "<svg><foreignObject><p/></foreignObject></svg>",
    "<svg><set attributeName=\"onclick\" to=\"x\"/></svg>",
    "<svg><animate attributeName=\"href\" values=\"#a;javascript:x\"/></svg>",
    "<svg><use href=\"data:image/svg+xml,x\"/></svg>", "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
    "<x xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:p/></x>", "<?xml-stylesheet href=\"x.xsl\"?><x/>",
    "<!DOCTYPE svg [<!ENTITY x \"<script/>\">]><svg>&x;</svg>",
    "<?xml version=\"1.0\" encoding=\"utf-7\"?><svg/>",
    "<svg>\u{0}<script/></svg>", "<!-- x --><?php x ?>",
  ])
  func svgAndXMLWithScriptsAreRefused(text: String) {
    for path in ["a.svg", "A.SVG", "b/c.xml"] {
      guard case .active = refusal(path, text) else {
        Issue.record("`\(text)` was published as `\(path)`")
        continue
      }
    }
  }

  /// A `>` or `[` in quotes does not end a document type.
  @Test(arguments: [
    "<!DOCTYPE svg SYSTEM \"a>b\" [<!ENTITY s \"&#60;script>x&#60;/script>\">]><svg>&s;</svg>",
    "<!DOCTYPE svg PUBLIC '>' \"'>\" [<!ATTLIST svg onload CDATA \"x\">]><svg/>",
    "<!ENTITY s \"x\"><svg>&s;</svg>", "<!DOCTYPE svg [ <svg/>",
  ])
  func declarationsOfADocumentTypeAreRefused(text: String) {
    #expect(refusal("a.svg", text) == .active("its document type has declarations"))
  }

  @Test func bracketsInQuotesDeclareNothing() {
    #expect(refusal("a.svg", "<!DOCTYPE svg PUBLIC \"-//x[1]>\" 'y'><svg/>") == nil)
  }

  /// Servers know many more types of XML than `ActiveXML.endings`, and give unknown endings no type at all.
  @Test(arguments: ["a.xul", "a.owl", "a.opf", "a.plist", "a.unknown", "a", "a.html.bak", "LICENSE"])
  func filesOfUnknownTypeCountByTheirContents(path: String) {
    for text in [
      "<html><script>x</script>", "\u{FEFF} <!doctype html>", "<!-- x --><b>", "\n<SCRIPT>x",
      "<svg onload='x'/>",
      "<r><x:script xmlns:x='http://www.w3.org/1999/xhtml'/></r>", "<?xml-stylesheet href='x'?><r/>",
      "<h1>x</h1>",
    ] {
      guard case .active = refusal(path, text) else {
        Issue.record("`\(text)` was published as `\(path)`")
        continue
      }
    }
    for text in ["", "text", "a <script>", "<r><key>x</key></r>", "<svg/>", "{}", "<<<EOF"] {
      #expect(refusal(path, text) == nil, "\(text)")
    }
  }

  @Test(arguments: ["a.txt", "a.md", "a.json", "a.PNG", "a.js", "a.diff"])
  func knownTypesThatAreNotMarkupArePublished(path: String) {
    #expect(refusal(path, "<script>x</script>") == nil)
  }

  @Test func svgLinkedFromManyPagesIsReadOnce() {
    let count = Mutex(0)
    let base = FileReader.memory(["a.svg": "<svg onload='x'/>", "b.svg": "<svg/>"])
    let counting = FileReader(
      read: { path throws(FileReadError) in
        count.withLock { $0 += 1 }
        return try base.read(path)
      }, kind: base.kind, files: base.files, printed: base.printed)
    let published = PublishedFiles(
      of: Project(root: "/project", isConfigured: true), files: counting, pages: [], paths: PagePaths([]))
    for _ in 0..<3 {
      #expect(published.refusal(of: "a.svg") == .active("it has the attribute `onload`"))
      #expect(published.refusal(of: "b.svg") == nil)
    }
    let total = count.withLock { $0 }
    #expect(total == 2)
  }

  @Test func svgThatIsNotUTF8IsRefused() {
    let utf16: [UInt8] = [0xFF, 0xFE] + "<svg/>".utf8.flatMap { [$0, 0] }
    #expect(ActiveXML.reason(utf16) == "it is not UTF-8")
    #expect(ActiveXML.reason([0xEF, 0xBB, 0xBF] + Array("<?xml version='1.0'?><svg/>".utf8)) == nil)
  }

  @Test func pagesCanIncludeOnlyHiddenFilesWithoutSecrets() {
    for path in [".env.example", ".github/workflows/ci.yml", ".vitepress/config.ts", "a/.gitignore"] {
      #expect(HiddenFile.mayBeRead(path), "\(path)")
    }
    for path in [".env", ".env.local", ".git/config", "a/.npmrc", ".github/.env", ".netrc", "x/.ssh/id_rsa"] {
      #expect(!HiddenFile.mayBeRead(path), "\(path)")
      #expect(throws: FileReadError.hidden) { try FileReader.memory([path: "x"]).read(path) }
    }
  }
}
