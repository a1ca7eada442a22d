import JSON

extension LanguageRecognition {
  /// An object with members, or a list of them.
  static let json = LanguageRecognition(label: "JSON") { block in
    guard let first = block.code.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else {
      return false
    }
    do throws(JSONSyntaxError) {
      let json = try JSONParser.parse(Array(block.code.utf8))
      return json.object.map { !$0.isEmpty } ?? json.array?.first.map { $0.object != nil } ?? false
    } catch {
      return false
    }
  }
}
