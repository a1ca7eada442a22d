import Foundation
import Pages
import Project
import TestSupport
import Testing

@testable import Portal

/// The language that pages are written in, and the direction of its text.
struct PageLanguageTests {
  private func page(portal: String, page: String?) async throws -> String {
    let lang = page.map { "---\nlang: \($0)\n---\n\n" } ?? ""
    var test = TestProject(["index.md": "# Home\n", "a.md": "\(lang)# A\n"])
    var project = Project(root: "/project", title: "Tiny", content: ".", isConfigured: true)
    project.language = try #require(TextLanguage(portal))
    test.project = project
    let files = try await PortalBuilder(site: try await test.site()).prepare().outputFiles()
    return files.first { $0.path == "a.html" }?.text ?? ""
  }

  /// The frame around the text is in the language of the portal, whatever that of the page is.
  @Test(
    arguments: [
      ("en", nil, #"<html lang="en">"#, #"<div class="page">"#),
      ("ar", nil, #"<html lang="ar" dir="rtl">"#, #"<div class="page">"#),
      ("en", "pt-BR", #"<html lang="en">"#, #"<div class="page" lang="pt-BR">"#),
      ("en", "fa", #"<html lang="en">"#, #"<div class="page" lang="fa" dir="rtl">"#),
      ("he", "en", #"<html lang="he" dir="rtl">"#, #"<div class="page" lang="en" dir="ltr">"#),
      ("en", "en", #"<html lang="en">"#, #"<div class="page">"#),
    ] as [(String, String?, String, String)])
  func pagesSayTheirLanguage(portal: String, own: String?, html: String, text: String) async throws {
    let page = try await page(portal: portal, page: own)
    #expect(page.contains(html + "\n"))
    #expect(page.contains(text + "\n"))
  }

  @Test(arguments: [
    ("ar", true), ("ar-Latn", false), ("az-Arab", true), ("ur-PK", true), ("en-001", false),
    ("zh-Hant", false),
    ("yi", true), ("HE", true),
  ])
  func theDirectionIsThatOfTheScript(tag: String, isRightToLeft: Bool) {
    #expect(TextLanguage(tag)?.isRightToLeft == isRightToLeft)
  }

  @Test(arguments: ["", "english", "e", "en_US", "en-", "e1", "en\" onload=\"x"])
  func otherTextsAreNoTags(_ text: String) {
    #expect(TextLanguage(text) == nil)
  }

  /// Where a style says left or right, a page that is read from right to left is wrong. Code and formulas are always read
  /// from left to right.
  @Test func stylesAreTheSameForBothDirections() async throws {
    let files = try await PortalBuilder(site: try await TestProject(["index.md": "# Home\n"]).site())
      .prepare()
      .outputFiles()
    let css = try #require(files.first { $0.path.hasSuffix(".css") }?.text)
    let sides = /\b(?:margin|padding|border)-(?:left|right)\b/
    let fourSides = /\b(?:margin|padding): ?([^;\s]+) ([^;\s]+) ([^;\s]+) ([^;\s]+)/
    var physical: [String] = []
    for rule in css.split(separator: "}") {
      guard let open = rule.lastIndex(of: "{") else { continue }
      let style = rule[open...]
      let differs = style.matches(of: fourSides).contains { $0.2 != $0.4 }
      if differs || style.contains(sides) {
        physical.append(rule[..<open].trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    #expect(
      physical == [
        ".math-aligned mtd.math-right:not(:first-child)", ".math-cases mtd", "[data-line]", ".line-note",
      ])
  }
}
