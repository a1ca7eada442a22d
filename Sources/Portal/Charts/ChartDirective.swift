import Diagnostics
import Pages

/// `<!-- flowdocs:chart … -->`: numbers as a picture, with a sentence and a table for who cannot see it.
enum ChartDirective {
  /// - Parameter data: the files that the directive can name.
  static func kind(_ data: DataFiles) -> DirectiveKind {
    DirectiveKind(
      "chart", argument: .custom,
      "Lines, areas, bars or a histogram of the numbers in a CSV, JSON or YAML file, or in the `output` above. Takes the file or `output`, `x=` and `y=`.",
      content: .html { directive, place in
        do throws(DiagnosticError) {
          return try Chart.read(directive, on: place.page, data: data)?.html ?? []
        } catch {
          return []  // Its findings say why.
        }
      },
      findings: { directive, page in
        do throws(DiagnosticError) {
          _ = try Chart.read(directive, on: page, data: data)
          return []
        } catch {
          return error.diagnostics
        }
      })
  }
}

extension Chart {
  /// The figure: title, legend, drawing, and below it the same in words and numbers.
  var html: [UInt8] {
    let text = ChartText(chart: self)
    var output: [UInt8] = []
    output.put("<figure class=\"chart\">\n<figcaption class=\"chart-title\">")
    output.put(text: title)
    output.put("</figcaption>\n")
    if series.count > 1 { writeLegend(into: &output) }
    ChartDrawing(self, label: text.sentences.joined(separator: " ")).write(into: &output)
    output.put("<details class=\"chart-more\"><summary>In words and numbers</summary>\n")
    for sentence in text.sentences {
      output.put("<p>")
      output.put(text: sentence)
      output.put("</p>\n")
    }
    text.writeTable(into: &output)
    output.put("</details>\n</figure>\n")
    return output
  }

  private func writeLegend(into output: inout [UInt8]) {
    output.put("<ul class=\"chart-legend\">\n")
    for (index, series) in series.enumerated() {
      output.put(
        "<li><svg viewBox=\"0 0 24 8\" width=\"24\" height=\"8\" aria-hidden=\"true\"><path class=\"")
      output.put(raw: ChartDrawing.seriesClass(index))
      output.put(kind == .bar ? " chart-bar\" d=\"M0 0H24V8H0Z\"" : " chart-line\" d=\"M0 4H24\"")
      output.put("/></svg>")
      output.put(text: series.title)
      output.put("</li>\n")
    }
    output.put("</ul>\n")
  }
}
