// swift-tools-version: 6.2
import PackageDescription

// Each dependency and the reason it is here:
// - swift-argument-parser: the command line of `flowdocs` (help, errors, completion).
// - Yams: front matter and `site/portal.yml` are YAML.
// - swift-nio: the HTTP server of the mock services and of `flowdocs serve`, and the client that talks to services.
//   A server framework on top of it would add about 40 CPU seconds to every fresh clone.
// Hashing and HMAC come from the system's libcrypto: building BoringSSL would add
// about 150 CPU seconds to every fresh clone.
let package = Package(
  name: "flowdocs",
  products: [
    .executable(name: "flowdocs", targets: ["flowdocs"]),
    .executable(name: "training-mock", targets: ["training-mock"]),
    .library(name: "Mermaid", targets: ["Mermaid"]),
    .library(name: "TrainingClient", targets: ["TrainingClient"]),
    .library(name: "FuzzTargets", targets: ["FuzzTargets"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
  ],
  targets: [
    // Base: what all stand on. Each target has its folder under `Sources/`, named for its layer; imports go down only.
    // System calls that Swift cannot import, and what runs between fork and exec, where Swift must not.
    .target(name: "CLinux", path: "Sources/Base/CLinux"),
    .systemLibrary(
      name: "CLibCrypto", path: "Sources/Base/CLibCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]),
    .target(name: "Diagnostics", path: "Sources/Base/Diagnostics"),
    // Options that both programs have.
    .target(
      name: "CommandOptions",
      dependencies: [
        "Files", "Diagnostics", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Base/CommandOptions"),
    .target(name: "Determinism", dependencies: ["Diagnostics"], path: "Sources/Base/Determinism"),
    .target(name: "Digests", dependencies: ["CLibCrypto"], path: "Sources/Base/Digests"),
    // Files below one folder, without following links out of it.
    .target(name: "Files", dependencies: ["CLinux", "Diagnostics"], path: "Sources/Base/Files"),
    .target(name: "JSON", dependencies: ["Diagnostics"], path: "Sources/Base/JSON"),
    // HTTP: messages and status codes, without a server.
    .target(name: "HTTP", dependencies: ["JSON"], path: "Sources/Base/HTTP"),
    .target(
      name: "HTTPServing",
      dependencies: [
        "HTTP",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      path: "Sources/Base/HTTPServing"),
    // Regular expressions of ECMA-262 that match in linear time.
    .target(name: "Patterns", path: "Sources/Base/Patterns"),
    .target(
      name: "JSONSchema", dependencies: ["Patterns", "JSON", "Determinism", "Diagnostics"],
      path: "Sources/Base/JSONSchema"),
    .target(name: "Processes", dependencies: ["CLinux", "Files"], path: "Sources/Base/Processes"),
    // YAML with the places of its values.
    .target(
      name: "YAML", dependencies: ["JSON", "Diagnostics", .product(name: "Yams", package: "Yams")],
      path: "Sources/Base/YAML"),

    // Markdown, Mermaid, MathML and Languages know nothing of a project.
    .systemLibrary(
      name: "CMarkGFM", path: "Sources/Markdown/CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .target(name: "MathML", dependencies: ["Diagnostics"]),
    .target(name: "Mermaid", dependencies: ["MathML", "Determinism", "Diagnostics"]),
    .target(name: "Languages", dependencies: ["Processes", "Files", "JSON", "Digests", "Diagnostics"]),

    // Contracts: the contract's model, lint and diff, and a mock of any contract.
    .target(
      name: "JSONRPC", dependencies: ["HTTP", "JSON"], path: "Sources/Contracts/JSONRPC"),
    .target(
      name: "OpenRPC", dependencies: ["JSONSchema", "YAML", "JSON", "Diagnostics"],
      path: "Sources/Contracts/OpenRPC"),
    .target(
      name: "OpenAPI", dependencies: ["OpenRPC", "HTTP", "JSONSchema", "JSON", "Diagnostics"],
      path: "Sources/Contracts/OpenAPI"),
    .target(
      name: "ContractMock",
      dependencies: [
        "HTTPServing", "HTTP", "OpenAPI", "OpenRPC", "JSONRPC", "JSONSchema", "JSON", "Determinism",
        "Diagnostics",
      ],
      path: "Sources/Contracts/ContractMock"),

    // Site: a project opened once: its settings, names and verdicts, its pages, also those made from the contract.
    .target(
      name: "Markdown", dependencies: ["Dialects", "CMarkGFM", "Diagnostics"],
      path: "Sources/Markdown/Markdown"),
    // How other documentation tools read Markdown.
    .target(name: "Dialects", dependencies: ["Diagnostics"], path: "Sources/Markdown/Dialects"),
    .target(name: "Symbols", dependencies: ["Patterns", "Diagnostics"], path: "Sources/Site/Symbols"),
    .target(
      name: "Ledger", dependencies: ["Files", "JSON", "Digests", "Diagnostics"], path: "Sources/Site/Ledger"),
    .target(
      name: "Project",
      dependencies: [
        "YAML",
        "Dialects", "Symbols", "Languages", "Mermaid", "Patterns", "Determinism", "JSON", "Digests",
        "Diagnostics",
        .product(name: "Yams", package: "Yams"),
      ],
      path: "Sources/Site/Project"),
    .target(
      name: "Pages",
      dependencies: [
        "YAML",
        "Dialects", "Project", "Languages", "Markdown", "JSON", "Digests", "Diagnostics",
        .product(name: "Yams", package: "Yams"),
      ],
      path: "Sources/Site/Pages"),
    .target(
      name: "Reference",
      dependencies: [
        "Pages", "Project", "Symbols", "Languages", "ContractMock", "OpenAPI", "OpenRPC", "JSONRPC", "HTTP",
        "JSONSchema", "JSON", "Diagnostics",
      ],
      path: "Sources/Site/Reference"),
    .target(
      name: "Site",
      dependencies: [
        "Reference", "Pages", "Ledger", "Project", "Symbols", "Dialects", "Markdown", "Mermaid", "MathML",
        "Languages", "OpenAPI", "OpenRPC", "Processes", "JSON", "Files", "Digests", "Diagnostics",
      ],
      path: "Sources/Site/Site"),
    .target(
      name: "Manual",
      dependencies: [
        "Site", "Reference", "Pages", "Dialects", "Ledger", "Project", "Languages", "Mermaid", "JSON",
        "Diagnostics",
      ],
      path: "Sources/Site/Manual"),

    // Checks, verification, portal, program.
    .target(
      name: "Checks",
      dependencies: [
        "YAML",
        "Dialects", "Patterns", "Site", "Reference", "Pages", "Project", "Symbols", "Markdown", "Mermaid",
        "MathML",
        "OpenRPC",
        "Languages", "JSONRPC", "JSON", "Diagnostics",
        // Rules of Prometheus are YAML.
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Services", dependencies: ["HTTPServing", "HTTP", "Project", "Processes", "JSON"],
      path: "Sources/Verification/Services"
    ),
    .target(
      name: "Verification",
      dependencies: [
        "ContractMock", "Services", "HTTPServing", "HTTP", "Checks", "Site", "Pages", "Ledger", "Project",
        "Languages", "OpenAPI", "OpenRPC", "JSON", "Processes", "Files", "Digests", "Determinism",
        "Diagnostics",
      ],
      path: "Sources/Verification/Verification"),
    // Styles and scripts of the theme: they travel inside the binary, so that one file renders any folder.
    .target(name: "EmbeddedAssets", path: "Sources/Portal/EmbeddedAssets"),
    .target(
      name: "Portal",
      dependencies: [
        "EmbeddedAssets", "Determinism",
        "Patterns", "Site", "Reference", "Pages", "Ledger", "Project", "Symbols", "Markdown", "Mermaid",
        "MathML",
        "OpenRPC",
        "Languages", "JSON", "Digests", "Files", "Diagnostics",
      ],
      exclude: ["Serving", "Assets", "EmbeddedAssets"]),
    .target(
      name: "PortalServer", dependencies: ["Portal", "HTTPServing", "HTTP", "Files", "CLinux"],
      path: "Sources/Portal/Serving"),
    // What editors show while pages are being written.
    .target(
      name: "LanguageServer",
      dependencies: [
        "Checks", "Site", "Pages", "Ledger", "Project", "Symbols", "Markdown", "Languages", "OpenRPC",
        "JSONRPC",
        "JSON", "Diagnostics",
      ]),
    .executableTarget(
      name: "flowdocs",
      dependencies: [
        "LanguageServer", "PortalServer", "Portal", "Verification", "Checks", "Manual", "Site",
        "ContractMock",
        "Services", "HTTPServing", "Pages", "Ledger", "Project", "Mermaid", "OpenRPC", "Processes", "Files",
        "JSON", "CommandOptions", "Digests", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Training: the service of the first portal, beside the layers.
    .target(
      name: "TrainingMock",
      dependencies: [
        "HTTPServing", "HTTP", "OpenRPC", "JSONRPC", "JSON", "Determinism", "Digests",
        "Diagnostics",
      ],
      path: "Sources/Training/TrainingMock"),
    .executableTarget(
      name: "training-mock",
      dependencies: [
        "TrainingMock", "OpenRPC", "JSON", "Processes", "CommandOptions", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Training/training-mock"),
    // What readers import: Foundation only, knows nothing of the rest.
    .target(name: "TrainingClient", path: "Sources/Training/TrainingClient"),

    // Not shipped: `make bench` runs it.
    .executableTarget(
      name: "diagram-benchmark", dependencies: ["Mermaid", "Diagnostics"], path: "Benchmarks/Diagrams"),

    // The examples of the first portal, as `swift run NAME` starts them, and what they have in common.
    .target(name: "ExampleSupport", path: "examples/support"),
    .example("simple-job", hasShell: true),
    .example("monitor", hasShell: true),
    .example("custom-rewards"),
    .example("batch"),

    // How tests make a project, in memory and on the disk.
    .target(
      name: "TestSupport",
      dependencies: [
        "Portal", "Site", "Pages", "Project", "Symbols", "Languages", "OpenRPC", "Diagnostics",
      ],
      path: "Tests/Support"),

    // What `make fuzz` and FuzzTests give any bytes to; Tests/Fuzz has the program around it.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "PortalServer", "Verification", "Pages", "Project", "Markdown", "Mermaid", "MathML", "OpenRPC",
        "HTTPServing", "HTTP", "JSON", "Determinism", "Diagnostics",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      path: "Tests/Fuzz/Targets"),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"]),

    .testTarget(
      name: "DiagnosticsTests",
      dependencies: ["TestSupport", "JSONSchema", "JSON", "Determinism", "Diagnostics"]),
    .testTarget(name: "DeterminismTests", dependencies: ["Determinism"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "FilesTests", dependencies: ["TestSupport", "Files"]),
    .testTarget(
      name: "PortalServerTests",
      dependencies: ["TestSupport", "PortalServer", "Portal", "HTTPServing", "HTTP", "Processes"]),
    .testTarget(name: "JSONTests", dependencies: ["TestSupport", "JSON", "Diagnostics"]),
    .testTarget(name: "YAMLTests", dependencies: ["YAML", "JSON", "Diagnostics"]),
    .testTarget(name: "PatternsTests", dependencies: ["Patterns"]),
    .testTarget(name: "JSONSchemaTests", dependencies: ["TestSupport", "JSONSchema", "JSON", "Diagnostics"]),
    .testTarget(name: "ProcessesTests", dependencies: ["TestSupport", "Processes", "Files"]),
    .testTarget(
      name: "LanguagesTests",
      dependencies: ["TestSupport", "Languages", "Processes", "JSON", "Diagnostics"]),
    .testTarget(name: "MermaidTests", dependencies: ["TestSupport", "Mermaid", "Diagnostics"]),
    .testTarget(name: "JSONRPCTests", dependencies: ["JSONRPC", "JSON", "Diagnostics"]),
    .testTarget(name: "MathMLTests", dependencies: ["MathML", "Diagnostics"]),
    .testTarget(
      name: "OpenRPCTests", dependencies: ["TestSupport", "OpenRPC", "JSONSchema", "JSON", "Diagnostics"]),
    .testTarget(
      name: "OpenAPITests",
      dependencies: ["TestSupport", "OpenAPI", "OpenRPC", "HTTP", "JSON", "Diagnostics"]),
    .testTarget(
      name: "PagesTests",
      dependencies: [
        "YAML",
        "TestSupport",
        "Dialects", "Site", "Pages", "Ledger", "Project", "Symbols", "Languages", "Markdown", "CMarkGFM",
        "JSON",
        "Diagnostics", .product(name: "Yams", package: "Yams"),
      ]),
    .testTarget(name: "HTTPServingTests", dependencies: ["HTTPServing", "HTTP", "JSON"]),
    .testTarget(
      name: "ContractMockTests",
      dependencies: [
        "TestSupport",
        "ContractMock", "HTTPServing", "HTTP", "OpenAPI", "OpenRPC", "JSONRPC", "JSONSchema", "JSON",
        "Diagnostics",
      ]),
    .testTarget(
      name: "TrainingMockTests",
      dependencies: [
        "TrainingMock", "HTTPServing", "HTTP", "OpenRPC", "JSONRPC", "JSON", "Determinism", "Digests",
        "Diagnostics",
      ]),
    // It runs the program, which it therefore depends on.
    .testTarget(
      name: "TrainingMockProgramTests",
      dependencies: ["TestSupport", "training-mock", "Processes", "JSON", "Diagnostics"]),
    .testTarget(
      name: "ReferenceTests",
      dependencies: ["Reference", "Pages", "Project", "OpenRPC", "JSON", "Diagnostics"]),
    .testTarget(
      name: "ChecksTests",
      dependencies: [
        "OpenAPI", "YAML",
        "TestSupport", "Checks", "Site", "Pages", "Project", "Symbols", "OpenRPC", "JSON", "Diagnostics",
      ]),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: [
        "TestSupport", "LanguageServer", "Checks", "Site", "Pages", "Ledger", "Project", "JSONRPC", "JSON",
        "Diagnostics",
      ]),
    .testTarget(name: "ServicesTests", dependencies: ["Services", "Project", "HTTPServing", "HTTP"]),
    .testTarget(
      name: "VerificationTests",
      dependencies: [
        "YAML",
        "TestSupport", "Verification", "Checks", "Portal", "Languages", "Processes", "Files", "Site",
        "Reference", "Pages", "Ledger", "Project", "OpenRPC", "TrainingMock", "training-mock", "HTTPServing",
        "HTTP",
        "JSON",
        "Digests", "Diagnostics",
      ]),
    .testTarget(
      name: "PortalTests",
      dependencies: [
        "OpenAPI", "TestSupport", "Portal", "Site", "Reference", "Checks", "Pages", "Ledger", "Project",
        "Symbols",
        "Markdown", "Languages",
        "Mermaid",
        "OpenRPC", "JSON", "Files", "Diagnostics",
      ]),
    .testTarget(
      name: "TrainingClientTests",
      dependencies: [
        "TrainingClient", "TrainingMock", "HTTPServing", "HTTP", "OpenRPC", "JSON", "Diagnostics",
      ]),
    .testTarget(
      name: "flowdocsTests",
      dependencies: [
        "TestSupport", "flowdocs", "Manual", "Portal", "Site", "Reference", "Pages", "Ledger", "Project",
        "Symbols", "Processes", "JSONSchema", "JSON", "Digests", "Determinism", "Diagnostics",
        .product(name: "Yams", package: "Yams"),
      ]),
    .testTarget(
      name: "SiteTests",
      dependencies: [
        "TestSupport", "Verification", "Checks", "Portal", "Site", "Pages", "Project", "Symbols",
        "Languages", "Mermaid", "MathML", "Diagnostics",
      ]),
    .testTarget(
      name: "ManualTests",
      dependencies: ["Manual", "JSON", "Diagnostics"]),
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
