import Diagnostics
import Pages

/// Findings in a file that several pages include: one for each cause, with the number of pages.
enum IncludedFindings {
  private struct Key: Hashable {
    let rule: Rule
    let message: String
    let span: SourceSpan
  }

  static func once(_ findings: [Diagnostic], on pages: [Page]) -> [Diagnostic] {
    let files = includedFiles(pages)
    if files.isEmpty { return findings }
    var places: [Key: Int] = [:]
    var kept: [Diagnostic] = []
    for finding in findings {
      guard let span = finding.span, let count = files[span.path] else {
        kept.append(finding)
        continue
      }
      let key = Key(rule: finding.rule, message: finding.message, span: span)
      if let place = places[key] {
        // What is right on one page need not be on another.
        if kept[place].fix != finding.fix { (kept[place].fix, kept[place].replacements) = (nil, []) }
      } else {
        places[key] = kept.count
        kept.append(finding)
        kept[kept.count - 1].notes.append(.init("\(count) pages include it"))
      }
    }
    return kept
  }

  /// How many pages have text of a file, for files of which several have it.
  private static func includedFiles(_ pages: [Page]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for page in pages where page.source.pieces.count > 1 {
      var own: Set<String> = [page.source.path]
      for piece in page.source.pieces {
        if case .copied(let file, from: _) = piece.origin, own.insert(file.path).inserted {
          counts[file.path, default: 0] += 1
        }
      }
    }
    return counts.filter { $0.value > 1 }
  }
}
