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
        findings: { directive, page in
          do throws(DiagnosticError) {
            _ = try diagram(page.source, words: directive.argumentRange, files)
            return []
          } catch {
            return error.diagnostics
          }
        },
        expansion: { request in
          do throws(DiagnosticError) {
            return request.assembly(try diagram(request.source, words: request.words, files))
          } catch {
            // The directive stays, and its findings say why.
            return nil
          }
        })
    ]
  }

  private static let usage =
    "write `<!-- flowdocs:package-graph Package.swift -->`, or `folders` after the path"

  private static func diagram(
    _ source: SourceText, words: Range<Int>, _ files: FileReader
  ) throws(DiagnosticError) -> String {
    let words = source.bytes[words].split { $0 <= 0x20 }.map { $0.startIndex..<$0.endIndex }
    var path: Range<Int>?
    var view: PackageGraph.View?
    var findings: [Diagnostic] = []
    for word in words {
      let text = source.text(in: word)
      if let equals = source.bytes[word].firstIndex(of: UInt8(ascii: "=")) {
        let name = word.lowerBound..<equals
        findings.append(
          Diagnostic(
            .unknownDirective, "Unknown parameter `\(source.text(in: name))` of the package graph",
            at: source.span(name), fix: usage))
      } else if path == nil {
        path = word
      } else if view == nil, let named = PackageGraph.View(rawValue: text) {
        view = named
      } else {
        let known = PackageGraph.View.allCases.map(\.rawValue)
        findings.append(
          Diagnostic(
            .unknownDirective, "Unknown view `\(text)` of the package graph", at: source.span(word),
            name: text,
            guess: NearMiss.guess(for: text, in: known),
            otherwise: "write " + known.alternatives))
      }
    }
    guard findings.isEmpty, let path else { throw DiagnosticError(findings) }
    let name = source.text(in: path)
    func failure(_ message: String, fix: String) -> DiagnosticError {
      DiagnosticError(Diagnostic(.unknownDirective, message, at: source.span(path), fix: fix))
    }
    let manifest: PackageManifest
    do throws(FileReadError) {
      manifest = PackageManifest(String(decoding: try files.read(name), as: UTF8.self))
    } catch {
      throw failure("`\(name)` \(error)", fix: "name the `Package.swift`, relative to the project's root")
    }
    if manifest.targets.isEmpty {
      throw failure(
        "`\(name)` declares no targets", fix: "name a `Package.swift` that lists its targets literally")
    }
    return "```mermaid\n" + PackageGraph(manifest).mermaid(view ?? .targets) + "```\n"
  }
}
