import Testing

@testable import Languages

struct PackageManifestTests {
  private func targets(_ text: String) -> [String] {
    PackageManifest(text).targets.map { target in
      "\(target.kind.rawValue) \(target.name) at \(target.path): \(target.dependencies.joined(separator: ", "))"
    }
  }

  @Test func readsTargetKindsDependenciesAndPaths() {
    #expect(
      targets(
        """
        let package = Package(
          name: "shop",
          products: [.library(name: "Shop", targets: ["Shop"]), .plugin(name: "Lint", targets: ["Lint"])],
          dependencies: [.package(url: "https://example.org/yaml.git", from: "1.0.0")],
          targets: [
            .systemLibrary(name: "CZip", path: "Sources/C/Zip", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
            .target(
              name: "Shop",
              // Names, this package's targets, and a product that is not a target.
              dependencies: [
                "CZip", .target(name: "Money"), .byName(name: "Tax"),
                .product(name: "YAML", package: "yaml", condition: .when(platforms: [.linux])),
              ],
              swiftSettings: [.define("X")]),
            .executableTarget(name: "shop", dependencies: ["Shop"], path: "Sources/Program"),
            .plugin(name: "Lint", capability: .buildTool(), dependencies: ["shop"]),
            .testTarget(name: "ShopTests", dependencies: ["Shop"]),
          ])
        """) == [
          "systemLibrary CZip at Sources/C/Zip: ",
          "target Shop at Sources/Shop: CZip, Money, Tax",
          "executableTarget shop at Sources/Program: Shop",
          "plugin Lint at Sources/Lint: shop",
          "testTarget ShopTests at Tests/ShopTests: Shop",
        ])
  }

  @Test(arguments: [
    ("", []),
    ("// .target(name: \"A\")\nlet text = \".target(name: 1)\"", []),
    ("let x = y.target(of: 1)", []),
    (".target(name: \"A\", dependencies: [\"B\"", ["target A at Sources/A: B"]),
    (".target(name: name)", []),
    (".target(", []),
  ])
  func manifestsWithoutTargetsOrTruncated(text: String, expected: [String]) {
    #expect(targets(text) == expected)
  }
}
