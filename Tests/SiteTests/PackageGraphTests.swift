import Site
import TestSupport
import Testing

/// `<!-- flowdocs:package-graph FILE -->`.
@Suite struct PackageGraphTests {
  private func project(_ manifest: String) -> TestProject {
    TestProject.portal(
      "# T\n\n<!-- flowdocs:package-graph Package.swift -->\n", ["Package.swift": manifest]
    ).with { $0.directives = [.packageGraph] }
  }

  @Test func foldersAreBoxesAndArrowsThatFollowFromOthersAreLeftOut() async throws {
    let site = try await project(
      """
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
    ).site()
    let page = try #require(site.page("page.md"))
    #expect(
      page.source.text == """
        # T

        ```mermaid
        flowchart TB
          t2["shop"]
          subgraph folder_Base["Base"]
            t0["Money"]
            t1["Tax"]
          end
          t1 --> t0
          t2 --> t1
        ```

        """)
  }

  @Test(arguments: [
    ("", "`Package.swift` declares no targets"),
    ("let package = Package(name: \"x\")", "`Package.swift` declares no targets"),
  ])
  func aManifestWithoutTargetsIsAFinding(manifest: String, message: String) async throws {
    let site = try await project(manifest).site()
    let page = try #require(site.page("page.md"))
    let directive = try #require(page.directives.first)
    #expect(site.directives.finding(directive, on: page)?.message == message)
  }

  @Test func aMissingManifestIsAFinding() async throws {
    let site = try await TestProject.portal("<!-- flowdocs:package-graph Nowhere.swift -->\n")
      .with { $0.directives = [.packageGraph] }.site()
    let page = try #require(site.page("page.md"))
    let directive = try #require(page.directives.first)
    #expect(site.directives.finding(directive, on: page)?.message == "`Nowhere.swift` does not exist")
  }
}
