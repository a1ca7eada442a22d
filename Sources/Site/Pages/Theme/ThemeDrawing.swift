import Diagnostics
import Foundation
import Markdown

/// A drawing of the theme, which loads nothing: opened at its own address, it has no Content Security Policy.
enum ThemeDrawing {
  /// Attributes that browsers read as CSS.
  private static let styled: Set<String> = [
    "style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start",
    "marker-mid",
    "marker-end",
  ]

  /// Attributes of `<set>` and `<animate>` with values of others.
  private static let animated: Set<String> = ["to", "from", "by", "values"]

  /// Why a drawing is not published, as a phrase that follows its name; `nil` for one that is.
  static func reason(_ bytes: [UInt8]) -> String? {
    ActiveXML.reason(bytes) { tag, text in foreignAddress(tag) ?? styles(tag, text) } ?? documentType(bytes)
  }

  /// Document types of the W3C are written by drawing programs, and no browser loads them.
  private static func documentType(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let start = text.range(of: "<!doctype", options: .caseInsensitive),
      let end = text[start.upperBound...].firstIndex(of: ">")
    else { return nil }
    let addresses = text[start.upperBound..<end].split { "\"'".contains($0) }.filter { $0.contains("//") }
    let isKnown = addresses.allSatisfy { $0.hasPrefix("-//W3C//") || $0.hasPrefix("http://www.w3.org/") }
    return isKnown ? nil : "its document type has an address of another host"
  }

  /// Links are only followed by readers.
  private static func foreignAddress(_ tag: HTMLTag) -> String? {
    if ActiveXML.local(tag.name) == "a" { return nil }
    let found = tag.attributes.first { attribute in
      let name = ActiveXML.local(attribute.name)
      // `xml:base` is what relative addresses are resolved against; animations set addresses by the others.
      if name == "href" || name == "src" || attribute.name == "xml:base" || animated.contains(name) {
        return attribute.value.split(separator: ";").contains {
          HTMLPolicy.isForeign($0.filter { !$0.isWhitespace })
        }
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
