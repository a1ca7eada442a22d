import JSON
import OpenRPC

extension ReferenceSection {
  func errorPage(_ error: ErrorDescription, order: Int) -> PageWriter {
    var page = PageWriter(contract, from: error.codeRange)
    page.frontMatter(
      title: "\(error.code) \(error.message)", description: error.description, order: order)
    page.heading(1, "\(error.code) \(PageWriter.escaped(error.message))")
    write(error, into: &page)
    page.range = error.codeRange
    page.ending([("All errors", "index.md"), ("All methods", "../methods/index.md")])
    return page
  }

  /// The generated part of an error's page.
  func write(_ error: ErrorDescription, into page: inout PageWriter) {
    page.range = error.codeRange
    page.block(error.description)
    if error.remedy != nil {
      page.heading(2, "What to do")
      page.block(error.remedy)
      page.heading(2, "Response")
    }
    page.directive("error-data", String(error.code))
    let general = error.examples.map { ExampleCall($0, of: nil, error) }
    let ofMethods = contract.methods.flatMap { self.calls(of: $0).errors }.filter { $0.code == error.code }
    let calls = general + ofMethods
    if calls.isEmpty { return }
    page.heading(2, calls.count == 1 ? "Example" : "Examples")
    for call in calls {
      page.range = call.range
      let place = call.method.map { " in " + PageWriter.code($0.name) } ?? ""
      page.heading(3, PageWriter.escaped(call.name) + place)
      write(call, id: (call.method?.name ?? "") + " " + call.name, into: &page)
    }
  }
}
