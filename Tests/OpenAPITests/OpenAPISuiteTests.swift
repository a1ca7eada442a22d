import Diagnostics
import Foundation
import OpenAPI
import OpenRPC
import TestSupport
import Testing

/// The documents of the OpenAPI Initiative that must be accepted, and those that must be refused.
@Suite(.enabled(if: PublicSuite.openAPI.isPresent, PublicSuite.openAPI.absence))
struct OpenAPISuiteTests {
  /// Errors of reading a document, and of its lint.
  private func errors(_ url: URL) throws -> [Diagnostic] {
    let source = SourceText(path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
    do throws(DiagnosticError) {
      return try OpenAPI.load(source).lint().filter { $0.severity == .error }
    } catch {
      return error.diagnostics
    }
  }

  private func documents(_ folder: String) throws -> [URL] {
    let url = PublicSuite.openAPI.folder.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }
  }

  @Test(arguments: ["3.0", "3.1", "3.2"])
  func acceptsWhatMustBeAccepted(_ version: String) throws {
    let documents = try documents("\(version)/pass")
    #expect(documents.count > 5)
    for document in documents {
      let errors = try errors(document)
      #expect(errors.isEmpty, "\(version)/\(document.lastPathComponent): \(ConsoleRenderer().render(errors))")
    }
  }

  @Test(arguments: ["3.1", "3.2"])
  func refusesWhatMustBeRefusedWithAPlace(_ version: String) throws {
    let documents = try documents("\(version)/fail")
    #expect(documents.count > 10)
    for document in documents {
      let errors = try errors(document)
      #expect(!errors.isEmpty, "\(version)/\(document.lastPathComponent)")
      #expect(errors.allSatisfy { $0.span != nil && !$0.message.isEmpty })
    }
  }
}
