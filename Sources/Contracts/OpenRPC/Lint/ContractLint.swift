import Diagnostics
import JSON
import JSONSchema

extension Contract {
  /// Warnings and errors of a contract that can be loaded: invalid examples, duplicate names, missing descriptions,
  /// unused components, names that differ only in case. They come rule by rule.
  public func lint() -> [Diagnostic] {
    var checker = StructureChecker(sources: sources, document: document, specification: specification)
    checker.check()
    var lint = ContractLint(contract: self, diagnostics: readingFindings + checker.diagnostics)
    lint.run()
    return lint.diagnostics
  }
}

struct ContractLint {
  let contract: Contract
  var diagnostics: [Diagnostic]
  /// The schemas that have a default or examples.
  var valued: SchemaSet?
  var missingDescriptions = MissingDescriptions()
  /// By the tokens of their pointers.
  let methodsByPlace: [[String]: Method]

  init(contract: Contract, diagnostics: [Diagnostic]) {
    self.contract = contract
    self.diagnostics = diagnostics
    methodsByPlace = Dictionary(contract.methods.map { ($0.pointer.tokens, $0) }) { first, _ in first }
  }

  mutating func run() {
    methodNames()
    for method in contract.methods {
      params(of: method)
      errors(of: method)
      if contract.callProtocol == .jsonRPC { examples(of: method) }
      descriptions(of: method)
    }
    switch contract.callProtocol {
    case .jsonRPC:
      errorMessages()
      errorsWithoutExample()
      webhooks()
    case .http: operations()
    }
    componentNames()
    allSchemas { lint, schema, pointer in
      lint.propertyNames(of: schema)
      lint.propertyDescriptions(of: schema, at: pointer)
      lint.values(of: schema, at: pointer)
      lint.violationCodes(of: schema)
    }
    componentDescriptions()
    diagnostics += missingDescriptions.findings
    unusedComponents()
  }

  mutating func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>?, note: String = "", noteAt: Range<Int>? = nil,
    fix: String? = nil, severity: Severity? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        rule, message, at: range.map(contract.span),
        notes: note.isEmpty ? [] : [Diagnostic.Note(note, span: noteAt.map(contract.span))], fix: fix,
        severity: severity))
  }

  /// Reports keywords in `x-violationCodes` that the schema does not have.
  private mutating func violationCodes(of schema: JSON) {
    for member in schema["x-violationCodes"]?.object?.members ?? [] where schema[member.name] == nil {
      report(
        .contractStructure,
        "\"x-violationCodes\" names the keyword \"\(member.name)\", which the schema does not have",
        member.nameRange, fix: "remove it, or add the keyword")
    }
  }

  /// The schemas of components, params, results and error data, and every schema inside them.
  private mutating func allSchemas(_ body: (inout ContractLint, JSON, JSONPointer) -> Void) {
    var roots: [(JSON, JSONPointer)] = contract.schemas.map { ($0.value, $0.pointer) }
    for method in contract.methods {
      for descriptor in method.params + (method.result.map { [$0] } ?? []) {
        roots.append((descriptor.schemaValue, descriptor.schemaPointer))
      }
    }
    for error in contract.errors {
      if let value = error.dataValue, let pointer = error.dataPointer { roots.append((value, pointer)) }
    }
    var found: [(JSON, JSONPointer)] = []
    var seen: Set<JSONPointer> = []
    for (value, pointer) in roots where seen.insert(pointer).inserted {
      SchemaWalk.forEach(value, at: pointer) { found.append(($0, $1)) }
    }
    let valued = found.filter { $0.0["default"] != nil || $0.0["examples"] != nil }
    do throws(SchemaErrors) {
      self.valued = try SchemaSet(
        document: contract.document, at: valued.map(\.1), dialect: contract.specification.dialect,
        assertFormats: true)
    } catch {
      self.valued = nil  // Loading has reported the invalid schema.
    }
    for (value, pointer) in found { body(&self, value, pointer) }
  }
}

extension ContractLint {
  private mutating func methodNames() {
    unique(contract.methods.map { ($0.name, $0.nameRange) }, contract.callProtocol.noun)
  }

  private mutating func params(of method: Method) {
    unique(method.params.map { ($0.name, $0.nameRange) }, "parameter", of: "`\(method.name)`")
    guard method.paramStructure != .byName else { return }
    var optional: ContentDescriptor?
    for param in method.params {
      if param.required, let optional {
        report(
          .contractParamOrder,
          "The required parameter `\(param.name)` of `\(method.name)` follows the optional `\(optional.name)`",
          param.nameRange, note: "the optional parameter is here", noteAt: optional.nameRange,
          fix: "put required parameters first, so that optional ones can be omitted by position")
        return
      }
      if !param.required { optional = optional ?? param }
    }
  }

  private mutating func errors(of method: Method) {
    var seen: [Int: ErrorDescription] = [:]
    for error in method.errors {
      if let first = seen[error.code] {
        report(
          .contractDuplicate, "`\(method.name)` lists the error \(error.code) twice", error.codeRange,
          note: "the first is here", noteAt: first.codeRange, fix: "remove one of them")
      }
      seen[error.code] = seen[error.code] ?? error
    }
  }

  private mutating func componentNames() {
    for section in contract.document["components"]?.object?.members ?? [] {
      let members = section.value.object?.members ?? []
      caseOnly(members.map { ($0.name, $0.nameRange ?? 0..<0) }, "component", of: "`\(section.name)`")
    }
  }

  private mutating func propertyNames(of schema: JSON) {
    let members = schema["properties"]?.object?.members ?? []
    caseOnly(members.map { ($0.name, $0.nameRange ?? 0..<0) }, "field", of: "one schema")
  }

  private mutating func unique(_ names: [(String, Range<Int>)], _ kind: String, of owner: String? = nil) {
    var seen: [String: Range<Int>] = [:]
    for (name, range) in names {
      if let first = seen[name] {
        let place = owner.map { " of \($0)" } ?? ""
        report(
          .contractDuplicate, "Duplicate \(kind) `\(name)`\(place)", range,
          note: "the first is here", noteAt: first, fix: "rename or remove one of them")
      } else {
        seen[name] = range
      }
    }
    caseOnly(names, kind, of: owner)
  }

  private mutating func caseOnly(_ names: [(String, Range<Int>)], _ kind: String, of owner: String?) {
    var seen: [String: (name: String, range: Range<Int>)] = [:]
    for (name, range) in names {
      let key = name.lowercased()
      if let first = seen[key] {
        guard first.name != name else { continue }
        let place = owner.map { " of \($0)" } ?? ""
        report(
          .contractCase,
          "The \(kind)s `\(first.name)` and `\(name)`\(place) differ only in case", range,
          note: "`\(first.name)` is here", noteAt: first.range, fix: "rename one of them")
      } else {
        seen[key] = (name, range)
      }
    }
  }

  private mutating func errorMessages() {
    var seen: [Int: (message: String, range: Range<Int>)] = [:]
    let details = contract.document["x-errors"]?.array ?? []
    let components = contract.document["components"]?["errors"]?.object?.members.map(\.value) ?? []
    let listed = (contract.document["methods"]?.array ?? []).flatMap { $0["errors"]?.array ?? [] }
    for error in components + listed + details {
      guard let code = error["code"]?.int, let message = error["message"]?.string,
        let range = error["message"]?.range
      else { continue }
      if let first = seen[code] {
        guard first.message != message else { continue }
        report(
          .contractError, "The error \(code) is \"\(message)\" here and \"\(first.message)\" elsewhere",
          range,
          note: "the other is here", noteAt: first.range, fix: "use one message for one code")
      } else {
        seen[code] = (message, range)
      }
    }
  }
}
