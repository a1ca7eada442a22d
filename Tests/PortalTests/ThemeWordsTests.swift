import Pages
import Project
import TestSupport
import Testing

@testable import Portal

/// The words around the text, in the language of the portal.
struct ThemeWordsTests {
  private static let arabic = """
    next: التالي
    search: بحث
    pages-of: صفحات {name}
    on-this-page: في هذه الصفحة
    copied: تم النسخ
    result-count: "{count} نتيجة عن “{text}”"
    built-with: صُنع باستخدام {name}
    """

  private func files(lang: String, words: [String: String]) async throws -> [String: String] {
    var test = TestProject(
      ["index.md": "# Home\n", "a/one.md": "# One\n\n## B\n\n## C\n", "a/two.md": "# Two\n"])
    for (name, text) in words { test.files["site/theme/words/\(name)"] = text }
    var project = Project(root: "/project", title: "Tiny", content: ".", isConfigured: true)
    project.language = try #require(TextLanguage(lang))
    test.project = project
    let output = try await PortalBuilder(site: try await test.site()).prepare().outputFiles()
    return Dictionary(uniqueKeysWithValues: output.map { ($0.path, $0.text) })
  }

  @Test func aFileOfWordsTranslatesPagesAndScripts() async throws {
    let files = try await files(lang: "ar-EG", words: ["ar.yml": Self.arabic])
    let page = try #require(files["a/one.html"])
    #expect(page.contains(#"<html lang="ar-EG" dir="rtl">"#))
    #expect(page.contains("<small>التالي</small>"))
    #expect(page.contains("<summary>في هذه الصفحة</summary>"))
    #expect(page.contains(#"<summary aria-label="صفحات A">"#))
    #expect(page.contains(" · صُنع باستخدام FlowDocs</p>"))
    // What the file lacks is English.
    #expect(page.contains("Skip to content"))
    let scripts = files.filter { $0.key.hasSuffix(".js") }.values
    #expect(scripts.contains { $0.contains(#"worked ? "تم النسخ" : "Could not copy""#) })
    #expect(scripts.contains { $0.contains("{count} نتيجة عن “{text}”") })
  }

  @Test(arguments: [
    ("en", "en.yml", "Onward"), ("de-AT", "de.yml", "Onward"), ("de-AT", "de-AT.yml", "Onward"),
    ("de", "de-AT.yml", "Next"), ("en", "ar.yml", "Next"),
  ])
  func theLanguageOfThePortalChoosesTheFile(lang: String, file: String, next: String) async throws {
    let files = try await files(lang: lang, words: [file: "next: Onward\n"])
    #expect(files["index.html"]?.contains("<small>\(next)</small>") == true)
  }

  @Test func scriptsHaveAllTheirWords() async throws {
    let files = try await files(lang: "en", words: [:])
    #expect(files.filter { $0.key.hasSuffix(".js") }.allSatisfy { !$0.value.contains("WORDS[") })
    #expect(files.values.contains { $0.contains(#""aria-label", "Search the documentation""#) })
  }

  @Test func aWordThatScriptsDoNotKnowStays() {
    let script = Array(#"say(WORDS["nxt"] + WORDS["next"])"#.utf8)
    #expect(
      String(decoding: ScriptWords.filled(script, ThemeWords()), as: UTF8.self)
        == #"say(WORDS["nxt"] + WORDS["next"])"#)
  }
}
