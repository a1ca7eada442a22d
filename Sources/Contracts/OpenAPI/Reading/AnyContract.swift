import Diagnostics
import OpenRPC

extension Contract {
  /// Reads a contract of any kind that is known: OpenAPI if it says so, else OpenRPC.
  ///
  ///     let contract = try Contract.read(SourceText(path: "api.yaml", bytes: bytes), at: "api.yaml", files: files)
  ///
  /// The parameters are those of `Contract.load` and `OpenAPI.load`.
  public static func read(
    _ source: SourceText, at path: String = "", files: ContractFiles = .none
  ) throws(DiagnosticError) -> Contract {
    let text = try ContractText.read(source)
    return OpenAPIVersion.isNamed(in: text)
      ? try OpenAPI.load(source, text, at: path, files: files)
      : try load(source, text, at: path, files: files)
  }
}
