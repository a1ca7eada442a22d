// swift-tools-version: 6.2
import PackageDescription

// Each dependency and the reason it is here:
// - swift-argument-parser: the command line of `flowdocs` (help, errors, completion).
// - Yams: front matter and `site/portal.yml` are YAML.
// - swift-subprocess: starts compilers and examples with process groups and output limits.
// - hummingbird: the HTTP server of the bundled mock services and of `flowdocs serve`.
// - swift-nio, swift-nio-extras, swift-http-types, swift-log: the parts that this server is made of, where the mocks set
//   its limits and timeouts. Hummingbird brings them; they are named because they are imported.
// Hashing and HMAC come from the system's libcrypto: building BoringSSL would add
// about 150 CPU seconds to every fresh clone.
let package = Package(
  name: "flowdocs",
  products: [
    .executable(name: "flowdocs", targets: ["flowdocs"]),
    .library(name: "Mermaid", targets: ["Mermaid"]),
    .library(name: "TrainingClient", targets: ["TrainingClient"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
    // Without its default traits Hummingbird leaves swift-configuration out of the build.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1",
      traits: ["FullFoundation"]),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.1"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
  ],
  targets: [
    // System libraries, from Debian packages.
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CLinux"),  // system calls that Swift cannot import
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // Floor 0
    .target(name: "Diagnostics"),
    .target(name: "SeededRandom"),
    .target(name: "CivilCalendar"),

    // Floor 1
    .target(name: "Digests", dependencies: ["CLibCrypto"]),
    .target(name: "JSON", dependencies: ["Diagnostics"]),
    .target(name: "JSONSchema", dependencies: ["JSON", "SeededRandom", "CivilCalendar", "Diagnostics"]),
    .target(
      name: "Processes",
      dependencies: ["CLinux", .product(name: "Subprocess", package: "swift-subprocess")]),

    // Floor 2
    .target(name: "Highlighting"),
    .target(name: "Mermaid", dependencies: ["CivilCalendar", "Diagnostics"]),
    .target(name: "MathML", dependencies: ["Diagnostics"]),
    .target(name: "JSONRPC", dependencies: ["JSON", "Diagnostics"]),
    .target(name: "OpenRPC", dependencies: ["JSONSchema", "JSON", "Diagnostics"]),
    .target(
      name: "Pages",
      dependencies: [
        // JSONSchema for its patterns, which match in linear time.
        "CMarkGFM", "JSONSchema", "JSON", "Digests", "CivilCalendar", "Diagnostics",
        .product(name: "Yams", package: "Yams"),
      ]),

    .target(
      name: "MockHTTP",
      dependencies: [
        "JSONRPC", "JSON",
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ]),

    // Floor 3
    .target(
      name: "ContractMock",
      dependencies: [
        "MockHTTP", "OpenRPC", "JSONRPC", "JSONSchema", "JSON", "SeededRandom", "Diagnostics",
      ]),
    .target(
      name: "MockTraining",
      dependencies: [
        "MockHTTP", "OpenRPC", "JSONRPC", "JSONSchema", "JSON", "SeededRandom", "CivilCalendar", "Digests",
        "Diagnostics",
      ]),
    .target(
      name: "Checks",
      dependencies: [
        "Reference", "Pages", "Mermaid", "MathML", "OpenRPC", "JSONRPC", "JSONSchema", "JSON", "Processes",
        "Diagnostics",
      ]),

    // The pages of a reference, as Markdown made from the contract.
    .target(name: "Reference", dependencies: ["Pages", "OpenRPC", "JSON", "Diagnostics"]),

    // Floor 4
    .target(
      name: "Verification",
      dependencies: [
        "ContractMock", "MockTraining", "MockHTTP", "Checks", "Pages", "Mermaid", "MathML", "OpenRPC",
        "JSONRPC", "JSONSchema", "JSON",
        "Processes", "Digests", "Diagnostics",
      ]),
    .target(
      name: "Portal",
      dependencies: [
        "Reference", "Pages", "Mermaid", "MathML", "OpenRPC", "Highlighting", "JSONSchema", "JSON", "Digests",
        "Diagnostics",
      ],
      // The theme travels inside the binary, so that one file renders any folder.
      resources: ["theme.css", "diagram.css", "theme.js", "boot.js", "search.js", "icon.svg"].map {
        .embedInCode("Theme/\($0)")
      }),

    // Floor 5
    .executableTarget(
      name: "flowdocs",
      dependencies: [
        "Portal", "Verification", "Checks", "Reference", "ContractMock", "MockTraining", "MockHTTP", "Pages",
        "MathML",
        "Mermaid", "OpenRPC", "Processes",
        "JSON", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
      ]),

    // Not shipped: `make bench` runs it.
    .executableTarget(
      name: "diagram-benchmark", dependencies: ["Mermaid", "Diagnostics"], path: "Benchmarks/Diagrams"),

    // What readers import: Foundation only, knows nothing of the rest.
    .target(name: "TrainingClient"),

    // The examples of the first portal, as `swift run NAME` starts them, and what they have in common.
    .target(name: "ExampleSupport", path: "examples/support"),
    .example("simple-job", hasShell: true),
    .example("monitor", hasShell: true),
    .example("custom-rewards"),
    .example("batch"),

    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "CivilCalendarTests", dependencies: ["CivilCalendar"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "Diagnostics"]),
    .testTarget(name: "JSONSchemaTests", dependencies: ["JSONSchema", "JSON", "Diagnostics"]),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes"]),
    .testTarget(name: "HighlightingTests", dependencies: ["Highlighting"]),
    .testTarget(name: "MermaidTests", dependencies: ["Mermaid", "Diagnostics"]),
    .testTarget(name: "JSONRPCTests", dependencies: ["JSONRPC", "JSON", "Diagnostics"]),
    .testTarget(name: "MathMLTests", dependencies: ["MathML", "Diagnostics"]),
    .testTarget(name: "OpenRPCTests", dependencies: ["OpenRPC", "JSONSchema", "JSON", "Diagnostics"]),
    .testTarget(name: "PagesTests", dependencies: ["Pages", "CMarkGFM", "JSON", "Diagnostics"]),
    .testTarget(name: "MockHTTPTests", dependencies: ["MockHTTP", "JSON"]),
    .testTarget(
      name: "ContractMockTests",
      dependencies: [
        "ContractMock", "MockHTTP", "OpenRPC", "JSONRPC", "JSONSchema", "JSON", "Diagnostics",
      ]),
    .testTarget(
      name: "MockTrainingTests",
      dependencies: [
        "MockTraining", "MockHTTP", "OpenRPC", "JSONRPC", "JSON", "SeededRandom", "Digests", "Diagnostics",
      ]),
    .testTarget(
      name: "ReferenceTests", dependencies: ["Reference", "Pages", "OpenRPC", "JSON", "Diagnostics"]),
    .testTarget(name: "ChecksTests", dependencies: ["Checks", "Pages", "OpenRPC", "JSON", "Diagnostics"]),
    .testTarget(
      name: "VerificationTests",
      dependencies: ["Verification", "Reference", "Pages", "OpenRPC", "MockTraining", "JSON", "Diagnostics"]),
    .testTarget(
      name: "PortalTests",
      dependencies: ["Portal", "Reference", "Checks", "Pages", "Mermaid", "OpenRPC", "JSON", "Diagnostics"]),
    .testTarget(
      name: "TrainingClientTests",
      dependencies: ["TrainingClient", "MockTraining", "MockHTTP", "OpenRPC", "JSON", "Diagnostics"]),
    .testTarget(name: "flowdocsTests", dependencies: ["flowdocs", "Pages", "Processes", "Diagnostics"]),
  ],
  swiftLanguageModes: [.v6]
)

extension Target {
  /// `examples/NAME/main.swift`, beside the same in Python and in shell.
  static func example(_ name: String, hasShell: Bool = false) -> Target {
    .executableTarget(
      name: name, dependencies: ["ExampleSupport", "TrainingClient"], path: "examples/\(name)",
      exclude: ["README.md", "main.py"] + (hasShell ? ["main.sh"] : []))
  }
}
