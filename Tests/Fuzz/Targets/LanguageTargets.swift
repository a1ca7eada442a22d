import Diagnostics
import JSON
import MathML
import Mermaid
import OpenRPC
import Verification

extension FuzzTarget {
  /// A diagram as text, its layout and its drawing.
  static let mermaid = FuzzTarget(name: "mermaid") { input in
    let (diagram, findings) = MermaidParser.parse(SourceText(path: "d", bytes: input))
    guard let diagram else { return findings.isEmpty ? "it is not read, and no finding says why" : nil }
    do throws(LayoutError) {
      let svg = try diagram.svg(SVGOptions(mode: .standalone))
      let text = String(decoding: svg, as: UTF8.self).lowercased()
      for tag in ["<script", "<foreignobject", "<iframe", "javascript:"] where text.contains(tag) {
        return "`\(tag)` is in the drawing"
      }
    } catch {
      // It is too large to be drawn, which is a finding.
    }
    return nil
  }

  static let tex = FuzzTarget(name: "tex") { input in
    do throws(FormulaError) {
      let markup = try Formula(tex: String(decoding: input, as: UTF8.self)).mathML(display: true)
      if markup.count(where: { $0 == UInt8(ascii: "<") }) != markup.count(where: { $0 == UInt8(ascii: ">") })
      {
        return "a `<` is not escaped"
      }
    } catch {
      // It is not a formula, which is a finding.
    }
    return nil
  }

  /// JSON is read as it is written again.
  static let json = FuzzTarget(name: "json") { input in
    do throws(DiagnosticError) {
      let value = try JSONParser.parse(SourceText(path: "j", bytes: input))
      for style in [JSONStyle.compact, .pretty] {
        let again = try JSONParser.parse(SourceText(path: "j", bytes: value.bytes(style)))
        if again.bytes(style) != value.bytes(style) { return "written again it is another" }
      }
    } catch {
      if error.diagnostics.isEmpty { return "an error without a finding" }
    }
    return nil
  }

  static let contract = FuzzTarget(name: "contract") { input in
    do throws(DiagnosticError) {
      let contract = try Contract.load(SourceText(path: "openrpc.json", bytes: input))
      _ = contract.lint()
    } catch {
      if error.diagnostics.isEmpty { return "an error without a finding" }
    }
    return nil
  }

  /// A request or a response of an `http` block.
  static let http = FuzzTarget(name: "http") { input in
    let text = String(decoding: input, as: UTF8.self)
    let message = HTTPText(text)
    return message.bodyOffset > text.utf8.count ? "the body begins behind the text" : nil
  }

  /// What a page says an example prints, up to the first NUL, and what it prints.
  static let output = FuzzTarget(name: "output") { input in
    let end = input.firstIndex(of: 0) ?? input.count
    let expected = String(decoding: input[..<end], as: UTF8.self)
    let printed = String(decoding: input[end...].dropFirst(), as: UTF8.self)
    _ = OutputPattern(expected).matches(printed)
    // A text without places matches itself.
    let hasPlaces = ["<", "[..]", "…", "..."].contains { printed.contains($0) }
    return hasPlaces || OutputPattern(printed).matches(printed) ? nil : "it does not match itself"
  }
}
