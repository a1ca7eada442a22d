import Diagnostics
import JSON
import OpenRPC

/// Reads OpenAPI 3.0, 3.1 and 3.2, in JSON or YAML, as contracts.
///
///     let contract = try OpenAPI.load(SourceText(path: "api/openapi.yaml", bytes: bytes))
///     contract.method(named: "getPet")?.operation?.path   // "/pets/{id}"
public enum OpenAPI {
  /// - Parameters:
  ///   - path: of the contract relative to the project's root, from which relative references start.
  ///   - files: the files of the project.
  /// - Throws: the errors that make it unusable: invalid text, objects that OpenAPI does not allow, broken references,
  ///   invalid schemas. `Contract.lint()` reports the other problems.
  public static func load(
    _ source: SourceText, at path: String = "", files: ContractFiles = .none
  ) throws(DiagnosticError) -> Contract {
    try load(source, try ContractText.read(source), at: path, files: files)
  }

  /// - Parameter text: what the source contains.
  static func load(
    _ source: SourceText, _ text: JSON, at path: String, files: ContractFiles
  ) throws(DiagnosticError) -> Contract {
    let version = try version(of: text, in: source)
    let specification = OpenAPIObjects.specification(version)
    var checked = try CheckedContract(source, text, at: path, files: files, specification: specification)
    var places: [JSONPointer] = []
    var limits = OldLimits()
    checked.document = specification.mappingSchemas(of: checked.document) { schema, pointer in
      places.append(pointer)
      return version == .v30 ? SchemaUpgrade.upgraded(schema) : limits.upgraded(schema)
    }
    checked.readingFindings += limits.findings(checked.sources)
    let schemas = CompiledSchemas(
      of: checked.document, at: places, dialect: specification.dialect, sources: checked.sources)
    if schemas.diagnostics.hasErrors { throw DiagnosticError(schemas.diagnostics.sortedByPlace()) }
    return OpenAPIReader(checked: checked, specification: specification, schemas: schemas).contract()
  }

  /// A document of a version that is not read is checked as one of the newest, so that its version is reported.
  private static func version(
    of document: JSON, in source: SourceText
  ) throws(DiagnosticError) -> OpenAPIVersion {
    if let swagger = document.object?.member(named: "swagger") {
      throw DiagnosticError(
        Diagnostic(
          .contractStructure, "Swagger 2.0 is not read",
          at: (swagger.value.range ?? swagger.nameRange).map(source.span),
          fix: "convert the document to OpenAPI 3"))
    }
    return document["openapi"]?.string.flatMap(OpenAPIVersion.init) ?? .v32
  }
}
