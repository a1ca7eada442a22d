import Foundation
import Testing

/// Every public function of the library products says what it does, with an example: in Xcode's quick help and on
/// documentation pages that is all a reader of a single function sees.
@Suite struct DocumentedFunctionTests {
  /// Requirements of protocols, which the protocol documents.
  private static let requirements: Set = [
    "==", "hash", "encode", "makeAsyncIterator", "next", "visitParts", "scene",
  ]

  @Test(arguments: ["Sources/Mermaid", "Sources/Training/TrainingClient"])
  func publicFunctionsHaveADocCommentWithAnExample(folder: String) throws {
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
        """)
    #expect(functions.map(\.name) == ["a", "b", "c", "d"])
    #expect(functions.map(\.hasExample) == [false, true, true, false])
  }

  /// The public functions of a Swift file, and whether the lines of `///` before each hold a block of code.
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
      }
      hasExample = false
    }
    return result
  }
}
