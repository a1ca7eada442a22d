import Diagnostics
import Markdown

/// A drawing of the theme, which loads nothing: opened at its own address, it has no Content Security Policy.
enum ThemeDrawing {
  /// Attributes that browsers read as CSS.
  private static let styled: Set<String> = [
    "style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start",
    "marker-mid",
    "marker-end",
  ]

  /// Why a drawing is not published, as a phrase that follows its name; `nil` for one that is.
  static func reason(_ bytes: [UInt8]) -> String? {
    ActiveXML.reason(bytes) { tag, text in foreignAddress(tag) ?? styles(tag, text) }
  }

  /// Links are only followed by readers.
  private static func foreignAddress(_ tag: HTMLTag) -> String? {
    if ActiveXML.local(tag.name) == "a" { return nil }
    let found = tag.attributes.first { attribute in
      let name = ActiveXML.local(attribute.name)
      if name == "href" || name == "src" {
        return HTMLPolicy.isForeign(attribute.value.filter { !$0.isWhitespace })
      }
      return styled.contains(name) && loadsFiles(Array(attribute.value.utf8))
    }
    return found.map { "`\($0.name)` has an address of another host" }
  }

  /// In XML, references such as `&#64;` count in the text of `<style>` too.
  private static func styles(_ tag: HTMLTag, _ text: ArraySlice<UInt8>) -> String? {
    guard ActiveXML.local(tag.name) == "style" else { return nil }
    let styles = Array(text[..<(text.firstRange(of: "</")?.lowerBound ?? text.endIndex)])
    return styles.contains(UInt8(ascii: "&")) || loadsFiles(styles) ? "its styles load a file" : nil
  }

  private static func loadsFiles(_ styles: [UInt8]) -> Bool {
    !ThemeStyles.read(SourceText(path: "", bytes: styles), assets: []).findings.isEmpty
  }
}
