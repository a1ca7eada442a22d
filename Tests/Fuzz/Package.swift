// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because everything in it is compiled with the coverage that libFuzzer needs: `make fuzz`.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "flowdocs", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz", dependencies: [.product(name: "FuzzTargets", package: "flowdocs")],
      // libFuzzer brings the main function.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
