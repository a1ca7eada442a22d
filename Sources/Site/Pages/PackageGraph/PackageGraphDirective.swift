import Diagnostics
import Languages
import Project

/// `<!-- flowdocs:package-graph Package.swift -->`: the targets of a Swift package and what they import, as a diagram
/// that is drawn from the manifest and so cannot be out of date. `folders` after the path draws the folders of
/// `Sources/` in place of the targets.
public enum PackageGraphDirective {
  /// - Parameter files: where the manifest is read.
  public static func kinds(_ files: FileReader) -> [DirectiveKind] {
    [
      DirectiveKind(
        "package-graph", argument: .words,
        "The dependencies between the targets of a Swift package. Takes the path of its `Package.swift`, and `folders` "
          + "for one box for each folder.",
        finding: { directive, page in
          guard let argument = directive.argument else { return nil }
          do throws(Problem) {
            _ = try diagram(argument, files)
            return nil
          } catch {
            return Diagnostic(
              .unknownDirective, error.message, at: page.source.span(directive.argumentRange), fix: error.fix)
          }
        },
        expansion: { request in
          guard let argument = request.argument else { return nil }
          do throws(Problem) {
            return request.assembly(try diagram(argument, files))
          } catch {
            // The directive stays, and its finding says why.
            return nil
          }
        })
    ]
  }

  private struct Problem: Error {
    var message: String
    var fix: String
  }

  private static func diagram(_ argument: String, _ files: FileReader) throws(Problem) -> String {
    let words = argument.split(separator: " ").map(String.init)
    let path = words[0]
    let views = PackageGraph.View.allCases.map(\.rawValue)
    guard words.count <= 2, let view = PackageGraph.View(rawValue: words.count > 1 ? words[1] : "targets")
    else {
      let last = words[words.count - 1]
      throw Problem(
        message: "Unknown view `\(last)` of the package graph",
        fix: NearMiss.nearest(to: last, in: views).map { "write `\($0)`" }
          ?? "write " + views.map { "`\($0)`" }.joined(separator: " or "))
    }
    let manifest: PackageManifest
    do throws(FileReadError) {
      manifest = PackageManifest(String(decoding: try files.read(path), as: UTF8.self))
    } catch {
      throw Problem(
        message: "`\(path)` \(error)", fix: "name the `Package.swift`, relative to the project's root")
    }
    if manifest.targets.isEmpty {
      throw Problem(
        message: "`\(path)` declares no targets",
        fix: "name a `Package.swift` that lists its targets literally")
    }
    return "```mermaid\n" + PackageGraph(manifest).mermaid(view) + "```\n"
  }
}
