import Diagnostics
import Languages
import Project

/// `<!-- flowdocs:package-graph Package.swift -->`: the targets of a Swift package and what they import, as a diagram
/// that is drawn from the manifest and so cannot be out of date.
public enum PackageGraphDirective {
  /// - Parameter files: where the manifest is read.
  public static func kinds(_ files: FileReader) -> [DirectiveKind] {
    [
      DirectiveKind(
        "package-graph", argument: .words,
        "The targets of a Swift package by folder, with their dependencies. Takes the path of its `Package.swift`.",
        finding: { directive, page in
          guard let path = directive.argument else { return nil }
          do throws(FileReadError) {
            let manifest = PackageManifest(String(decoding: try files.read(path), as: UTF8.self))
            guard manifest.targets.isEmpty else { return nil }
            return Diagnostic(
              .unknownDirective, "`\(path)` declares no targets", at: page.source.span(directive.argumentRange),
              fix: "name a `Package.swift` whose targets are written out")
          } catch {
            return Diagnostic(
              .unknownDirective, "`\(path)` \(error)", at: page.source.span(directive.argumentRange),
              fix: "name the `Package.swift`, relative to the project's root")
          }
        },
        expansion: { request in
          guard let path = request.argument else { return nil }
          do throws(FileReadError) {
            let manifest = PackageManifest(String(decoding: try files.read(path), as: UTF8.self))
            if manifest.targets.isEmpty { return nil }
            return request.assembly("```mermaid\n" + PackageGraph(manifest).mermaid + "```\n")
          } catch {
            // The directive stays, and its finding says why.
            return nil
          }
        })
    ]
  }
}
