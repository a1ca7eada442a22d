import Diagnostics
import Markdown
import Project

/// Blocks whose code is that of a file or of a region of it.
extension PageReading {
  mutating func include(_ reference: String, at range: Range<Int>) -> (String, Block.Origin)? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    let region = parts.count > 1 ? parts[1] : nil
    let pathRange = range.lowerBound..<min(range.upperBound, range.lowerBound + parts[0].utf8.count)
    let regionRange = min(range.upperBound, pathRange.upperBound + 1)..<range.upperBound
    guard let file = RelativePath.normalized(parts[0]), !file.isEmpty else {
      diagnostics.append(
        Diagnostic(
          .badInclude, "`\(parts[0])` is outside the project", at: source.span(pathRange),
          fix: "name a file by its path from the project's root"))
      return nil
    }
    let included: SourceText
    do throws(FileReadError) {
      included = try files.source(file)
    } catch {
      var guess: NearMiss.Guess?
      if error == .notFound {
        let all = files.files(RelativePath.folder(of: file)) { _ in true }
        guess = NearMiss.guess(for: file, in: all)
      }
      diagnostics.append(
        Diagnostic(
          .badInclude, "`\(parts[0])` \(error)", at: source.span(pathRange), name: parts[0], guess: guess))
      return nil
    }
    guard UTF8Check.firstInvalid(in: included.bytes) == nil else {
      diagnostics.append(
        Diagnostic(.badInclude, "`\(parts[0])` is not UTF-8 text", at: source.span(pathRange)))
      return nil
    }
    do throws(IncludedRegion.Failure) {
      let found = try IncludedRegion(of: included, named: region)
      let origin = Block.Origin(
        path: included.path, firstLine: found.lines.first?.number ?? 1, file: file, region: region,
        source: included, lines: found.lines.map(\.range))
      return (found.code(in: included.bytes), origin)
    } catch {
      diagnostics.append(problem(error, file: file, region: region ?? "", at: regionRange))
      return nil
    }
  }

  private func problem(
    _ failure: IncludedRegion.Failure, file: String, region: String, at range: Range<Int>
  ) -> Diagnostic {
    switch failure {
    case .unknown(let names):
      let fix =
        if names.isEmpty {
          "put `// region: \(region)` and `// endregion` around the lines; the comments may begin with `#` or `--`"
        } else {
          "its regions are " + names.map { "`\($0)`" }.joined(separator: ", ")
        }
      return Diagnostic(
        .badInclude, "No region `\(region)` in `\(file)`", at: source.span(range), name: region,
        guess: NearMiss.guess(for: region, in: names), otherwise: fix)
    case .notClosed(let line):
      return Diagnostic(
        .badInclude, "Region `\(region)` of `\(file)` is not closed", at: source.span(range),
        notes: [.init("it begins on line \(line) of `\(file)`")], fix: "write `endregion` after its last line"
      )
    }
  }
}
