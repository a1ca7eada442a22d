// swift-tools-version: 6.2
import PackageDescription

// The Swift examples as programs: `swift run --package-path examples simple-job`.
let names = ["simple-job", "monitor", "custom-rewards", "batch"]
let package = Package(
  name: "examples",
  dependencies: [.package(name: "flowdocs", path: "..")],
  targets: names.map { name in
    .executableTarget(
      name: name, dependencies: [.product(name: "TrainingClient", package: "flowdocs")], path: name,
      exclude: ["main.py"])
  },
  swiftLanguageModes: [.v6]
)
