import JSON

extension JSONPointer {
  /// The name of the schema at `#/components/schemas/NAME`; `nil` for other places.
  public var schemaComponent: String? {
    tokens.count == 3 && tokens.starts(with: ["components", "schemas"]) ? tokens[2] : nil
  }
}
