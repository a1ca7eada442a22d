import Foundation
import TestSupport

/// The examples of cmark-gfm's own test files, when they are there.
enum SpecExamples {
  struct Example: Sendable {
    var file: String
    var number: Int
    var markdown: String

    var description: String { "\(file) \(number)" }
  }

  static let all: [Example] = {
    guard PublicSuite.markdown.isPresent else { return [] }
    return ["gfm-spec.txt", "gfm-extensions.txt", "regression.txt"].flatMap { name -> [Example] in
      guard
        let data = FileManager.default.contents(
          atPath: PublicSuite.markdown.folder.appending(path: name).path())
      else {
        return []
      }
      return examples(in: String(decoding: data, as: UTF8.self), file: name)
    }
  }()

  /// Examples stand between fences of 32 backticks, Markdown and HTML parted by a line with a full stop.
  private static func examples(in text: String, file: String) -> [Example] {
    let fence = String(repeating: "`", count: 32)
    var found: [Example] = []
    var markdown: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if markdown == nil {
        if line.hasPrefix(fence + " example") { markdown = [] }
      } else if line == "." || line == fence {
        let source = (markdown ?? []).map { $0 + "\n" }.joined().replacing("→", with: "\t")
        found.append(Example(file: file, number: found.count + 1, markdown: source))
        markdown = nil
      } else {
        markdown?.append(line)
      }
    }
    return found
  }
}
