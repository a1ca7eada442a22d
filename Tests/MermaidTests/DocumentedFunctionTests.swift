import Foundation
import Testing

/// Every public function and initializer of the library products has a doc comment with an example: in Xcode's quick
/// help and on documentation pages that is all a reader of a single one sees.
struct DocumentedFunctionTests {
  /// Requirements of protocols, which the protocol documents.
  private static let requirements: Set = [
    "==", "hash", "encode", "visitParts", "init(from", "init(nilLiteral",
    "init(booleanLiteral", "init(integerLiteral", "init(floatLiteral", "init(stringLiteral",
    "init(arrayLiteral",
    "init(dictionaryLiteral",
  ]

  @Test(arguments: ["Sources/Mermaid", "Sources/Training/TrainingClient"])
  func publicFunctionsAndInitializersHaveAnExample(folder: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: folder)
    let files = try #require(FileManager.default.subpaths(atPath: root.path)).filter {
      $0.hasSuffix(".swift")
    }
    var count = 0
    for file in files {
      let found = Self.functions(in: try String(contentsOf: root.appending(path: file), encoding: .utf8))
      count += found.count
      for function in found where !Self.requirements.contains(function.name) {
        #expect(function.hasExample, "\(folder)/\(file): \(function.name)")
      }
    }
    #expect(count > 10)
  }

  @Test func anExampleIsAFencedOrIndentedBlock() {
    let functions = Self.functions(
      in: """
        /// Without an example.
        public func a() {}

        /// Indented.
        ///
        ///     c.b()
        @discardableResult
        public static func b() -> Int { 0 }

          /// ```swift
          /// c.c()
          /// ```
          public mutating func c() {}
        public func d() {}
        func e() {}
        public init?(_ text: String) {}
        public convenience init(
          css: String
        ) {}
        """)
    #expect(functions.map(\.name) == ["a", "b", "c", "d", "init(_", "init("])
    #expect(functions.map(\.hasExample) == [false, true, true, false, false, false])
  }

  /// The public functions and initializers of a Swift file, the latter with their first label, and whether the lines of
  /// `///` before each have a block of code.
  private static func functions(in text: String) -> [(name: String, hasExample: Bool)] {
    var result: [(name: String, hasExample: Bool)] = []
    var hasExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("///") {
        if line.hasPrefix("/// ```swift") || line.hasPrefix("///     ") { hasExample = true }
        continue
      }
      if line.hasPrefix("@") { continue }
      if line.hasPrefix("public "), let declaration = line.range(of: "func ") {
        let name = line[declaration.upperBound...].prefix { $0 != "(" && $0 != "<" && $0 != " " }
        result.append((String(name), hasExample))
      } else if line.hasPrefix("public "), let match = line.firstMatch(of: /\binit\??\((\w*)/) {
        result.append(("init(\(match.output.1)", hasExample))
      }
      hasExample = false
    }
    return result
  }
}
