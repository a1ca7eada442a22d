import Diagnostics
import Foundation
import Mermaid
import TestSupport

/// The public diagrams of one family, with what mermaid.js says of each.
struct PublicDiagrams {
  struct Entry: Decodable {
    var id: String
    var accepted: Bool
    var drawn: Bool?
    var source: String
  }

  let family: String
  let entries: [Entry]

  static func isPresent(_ family: String) -> Bool {
    FileManager.default.fileExists(atPath: url(family).path)
  }

  private static func url(_ family: String) -> URL {
    PublicSuite.mermaid.folder.appending(path: "\(family).jsonl")
  }

  init(_ family: String) throws {
    self.family = family
    let lines = try String(contentsOf: Self.url(family), encoding: .utf8).split(separator: "\n")
    entries = try lines.map { try JSONDecoder().decode(Entry.self, from: Data($0.utf8)) }
  }

  /// How the parser agrees with mermaid.js, in diagrams.
  struct Agreement {
    var drawn = 0
    var drawnAndRead = 0
    var rejected = 0
    var rejectedAndRead = 0
  }

  /// Reads every diagram, prints the figures and what differs.
  func agreement() -> Agreement {
    var result = Agreement()
    for entry in entries {
      let (diagram, diagnostics) = MermaidParser.parse(
        SourceText(path: "\(entry.id).mmd", text: entry.source))
      if entry.accepted, entry.drawn == true {
        result.drawn += 1
        if diagram != nil {
          result.drawnAndRead += 1
        } else {
          print("mermaid \(family): \(entry.id) is drawn by mermaid.js and refused here")
          print(ConsoleRenderer().render(diagnostics))
        }
      } else if !entry.accepted {
        result.rejected += 1
        if diagram != nil {
          result.rejectedAndRead += 1
          print("mermaid \(family): \(entry.id) is rejected by mermaid.js and read here")
        }
      }
    }
    print(
      "mermaid \(family): \(result.drawnAndRead) of \(result.drawn) drawn ones read, "
        + "\(result.rejectedAndRead) of \(result.rejected) rejected ones read")
    return result
  }
}
