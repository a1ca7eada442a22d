import JSON
import OpenRPC

extension ReferenceSection {
  /// - Parameter order: its place among the methods of the contract, from 1.
  func methodPage(_ method: Method, order: Int) -> PageWriter {
    var page = PageWriter(contract, from: method.nameRange)
    page.frontMatter(
      title: method.name, description: method.summary ?? method.description, order: order,
      minutes: 4)
    page.heading(1, PageWriter.escaped(method.name))
    write(method, into: &page)
    page.range = method.nameRange
    var next = [(text: "All methods", address: "index.md")]
    if order < contract.methods.count,
      let following = paths.destination(of: .method(contract.methods[order].name))
    {
      let name = PageWriter.code(contract.methods[order].name)
      next.insert((name, relative(following, from: "methods/x")), at: 0)
    }
    if !contract.errors.isEmpty { next.append(("All errors", "../errors/index.md")) }
    page.ending(next)
    return page
  }

  /// The generated part of a method's page.
  func write(_ method: Method, into page: inout PageWriter) {
    page.range = method.nameRange
    page.directive("signature", method.name)
    page.block(method.description ?? method.summary)
    let calls = calls(of: method)
    if let first = calls.examples.first {
      page.range = first.range
      page.heading(2, "Request")
      writeWithSamples(first, id: first.name, into: &page)
      if !hasService {
        page.block("These samples are not run, because the project has no `service` to send them to.")
      }
    }
    if let mock, let call = OperationCall(method, of: contract, options, mock: mock) {
      page.range = method.nameRange
      page.heading(2, "Request")
      writeWithSamples(call, id: method.name, into: &page)
    }
    page.range = method.nameRange
    page.heading(2, "Parameters")
    page.directive("parameters", method.name)
    page.heading(2, "Result")
    page.directive("result", method.name)
    if !method.errors.isEmpty {
      page.heading(2, "Errors")
      page.directive("method-errors", method.name)
    }
    let more = calls.examples.dropFirst() + calls.errors
    if !more.isEmpty {
      page.range = method.nameRange
      page.heading(2, "More examples")
      for call in more {
        page.range = call.range
        page.heading(3, PageWriter.escaped(call.name))
        write(call, id: call.name, into: &page)
      }
    }
  }
}
