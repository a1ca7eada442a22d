import Diagnostics
import JSON

/// The functions of the project's Swift client that samples use, and the types of their params, read from its source.
struct SwiftClient {
  private let client: ProjectClient
  /// The module that samples import.
  var module: String { client.module }
  private let functions: [String: ClientSignatures.Function]
  /// The initializers of types, by the name of the type.
  private let types: [String: [ClientSignatures.Argument]]
  /// The cases of enumerations by their text, by the name of the type.
  private let enumerations: [String: [String: String]]

  /// `nil` when the project has no module of that name.
  init?(_ client: ProjectClient, files: ClientFiles) {
    guard let folder = client.imports.first(where: { $0.module == client.module })?.path else { return nil }
    self.client = client
    let sources = files.files(folder, ".swift").compactMap(files.text)
    let found = ClientSignatures(sources, read: SwiftSignatures.read)
    functions = Dictionary(
      found.functions.map { (ClientNames.word($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    types = found.initializers
    enumerations = found.enumerations
  }

  /// A call of the client's function; `nil` when no function has these params.
  @Sendable func sample(_ request: SampleRequest) -> String? {
    guard let method = request.method, let params = request.params, request.hasResponse else { return nil }
    let function = ClientNames.words(of: method).lazy.compactMap { functions[$0] }.first { function in
      params.allSatisfy { param in
        function.arguments.contains { ClientNames.word($0.name) == ClientNames.word(param.name) }
      }
    }
    guard let function else { return nil }
    var reading = ""
    var known: [String: String] = [:]
    for param in params {
      guard
        let label = function.arguments.first(where: {
          ClientNames.word($0.name) == ClientNames.word(param.name)
        })
      else { return nil }
      if request.lists.contains(param.name) {
        let variable = SwiftLiteral.name(param.name)
        reading += "let \(variable) = try JSONDecoder().decode(\n  \(label.plainType).self,\n"
        reading += "  from: Data(contentsOf: URL(fileURLWithPath: \"\(param.name).json\")))\n"
        known[label.name] = variable
      } else {
        guard let text = text(param.value, label.plainType, indent: 2) else { return nil }
        known[label.name] = text
      }
    }
    let arguments = function.arguments.compactMap { label in known[label.name].map { "\(label.name): \($0)" }
    }
    let result = SwiftLiteral.name(request.result ?? "result")
    return (reading.isEmpty ? "" : "import Foundation\n") + "import \(client.module)\n\n" + reading
      + "let client = \(client.make)\n"
      + SwiftLiteral.list(
        "let \(result) = try await client.\(function.name)(", ")", arguments, indent: 0)
      + "\nprint(\(result))\n"
  }

  /// A value as an expression of a type; `nil` when the type does not accept it.
  private func text(_ value: JSON, _ type: String, indent: Int) -> String? {
    if let items = value.array {
      let element = type.hasPrefix("[") ? String(type.dropFirst().dropLast()) : type
      let texts = items.compactMap { text($0, element, indent: indent + 2) }
      return texts.count == items.count ? SwiftLiteral.list("[", "]", texts, indent: indent) : nil
    }
    if let object = value.object, let labels = types[type] {
      var known: [String: String] = [:]
      for member in object.members {
        guard
          let label = labels.first(where: { ClientNames.word($0.name) == ClientNames.word(member.name) }),
          let text = text(member.value, label.plainType, indent: indent + 2)
        else { return nil }
        known[label.name] = text
      }
      let arguments = labels.compactMap { label in known[label.name].map { "\(label.name): \($0)" } }
      return SwiftLiteral.list(type + "(", ")", arguments, indent: indent)
    }
    if let cases = enumerations[type], let text = value.string { return cases[text].map { "." + $0 } }
    // Amounts of money are strings in JSON and numbers in the program.
    if type == "Decimal", let text = value.string {
      let number = text.hasSuffix(".00") ? String(text.dropLast(3)) : text
      return number.utf8.allSatisfy { $0 == 0x2E || $0.isDigit } ? number : nil
    }
    return SwiftLiteral.text(value, indent: indent)
  }
}
