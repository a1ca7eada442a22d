import Site
import TestSupport
import Testing

/// `<!-- flowdocs:package-graph FILE -->`.
struct PackageGraphTests {
  private func project(_ manifest: String, _ view: String = "") -> TestProject {
    TestProject.portal(
      "# T\n\n<!-- flowdocs:package-graph Package.swift \(view) -->\n", ["Package.swift": manifest]
    ).with { $0.directives = [.packageGraph] }
  }

  private let shop = """
    let package = Package(
      name: "shop",
      targets: [
        .target(name: "Money", path: "Sources/Base/Money"),
        .target(name: "Tax", dependencies: ["Money"], path: "Sources/Base/Tax"),
        .executableTarget(name: "shop", dependencies: ["Tax", "Money", .product(name: "Log", package: "log")]),
        .testTarget(name: "TaxTests", dependencies: ["Tax"]),
        .target(name: "Sample", path: "examples/sample"),
      ])
    """

  @Test func arrowsThatFollowFromOthersAreLeftOut() async throws {
    let page = try #require(try await project(shop).site().page("page.md"))
    expectText(
      page.source.text,
      """
      # T

      ```mermaid
      flowchart TB
        n2["shop"]
        n1["Tax"]
        n0["Money"]
        n2 --> n1
        n1 --> n0
      ```

      """)
  }

  @Test func foldersListTheirTargets() async throws {
    let page = try #require(try await project(shop, "folders").site().page("page.md"))
    expectText(
      page.source.text,
      """
      # T

      ```mermaid
      flowchart TB
        n1["shop"]
        n0["<b>Base</b><br/>Money, Tax"]
        n1 --> n0
      ```

      """)
  }

  @Test(arguments: [
    ("", "", "`Package.swift` declares no targets"),
    ("let package = Package(name: \"x\")", "", "`Package.swift` declares no targets"),
    (
      ".target(name: \"A\")", "folder",
      "Unknown view `folder` of the package graph. Did you mean `folders`?"
    ),
    (".target(name: \"A\")", "rigth=1", "Unknown parameter `rigth` of the package graph"),
  ])
  func whatCannotBeDrawnIsAFinding(manifest: String, view: String, message: String) async throws {
    let site = try await project(manifest, view).site()
    let page = try #require(site.page("page.md"))
    let directive = try #require(page.directives.first)
    #expect(site.directives.findings(directive, on: page).map(\.message) == [message])
  }

  @Test func aMissingManifestIsAFinding() async throws {
    let site = try await TestProject.portal("<!-- flowdocs:package-graph Nowhere.swift -->\n")
      .with { $0.directives = [.packageGraph] }.site()
    let page = try #require(site.page("page.md"))
    let directive = try #require(page.directives.first)
    #expect(
      site.directives.findings(directive, on: page).map(\.message) == [
        "`Nowhere.swift` does not exist"
      ])
  }
}
