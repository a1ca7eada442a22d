import Diagnostics
import Pages
import Project

/// The metrics of a service, each row an anchor.
enum MetricsTable {
  static func directive(_ metrics: [MetricDescription]) -> DirectiveKind {
    DirectiveKind(
      "metrics", "The metrics that the service exports.",
      content: .html { _, _ in
        var output: [UInt8] = []
        write(metrics, into: &output)
        return output
      },
      anchors: { _ in metrics.map(\.anchor) },
      findings: { directive, page in
        guard metrics.isEmpty else { return [] }
        return [
          Diagnostic(
            .unknownDirective, "`flowdocs:metrics` needs `metrics:` in the settings",
            at: page.source.span(directive.range),
            fix: "write `metrics: FILE` in `\(Project.definition)`, or remove the directive")
        ]
      })
  }

  static func write(_ metrics: [MetricDescription], into output: inout [UInt8]) {
    output.put("<div class=\"api-table-frame\">\n<table class=\"api-table metric-table\">\n<thead>\n<tr>")
    for title in ["Metric", "Type", "Labels", "Meaning"] {
      output.put("<th scope=\"col\">")
      output.put(text: title)
      output.put("</th>")
    }
    output.put("</tr>\n</thead>\n<tbody>\n")
    for metric in metrics {
      output.put("<tr id=\"")
      output.put(text: metric.anchor)
      output.put("\"><th scope=\"row\"><code>")
      output.put(breakable: metric.name)
      output.put("</code></th><td>")
      output.put(text: metric.type)
      output.put("</td><td>")
      for (index, label) in metric.labels.enumerated() {
        output.put(index > 0 ? ", <code>" : "<code>")
        output.put(breakable: label)
        output.put("</code>")
      }
      output.put("</td><td>")
      output.put(text: metric.meaning)
      if !metric.buckets.isEmpty {
        output.put(" <span class=\"metric-buckets\">Buckets: ")
        output.put(text: metric.buckets.joined(separator: ", "))
        output.put("</span>")
      }
      output.put("</td></tr>\n")
    }
    output.put("</tbody>\n</table>\n</div>\n")
  }
}
