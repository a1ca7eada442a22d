import Pages
import Project

/// The source of a client library, as far as samples have to know it: which functions there are, and what
/// their arguments are called.
struct ClientSource {
  struct Label {
    var name: String
    var type: String

    /// Without the mark of an optional.
    var plainType: String { type.hasSuffix("?") ? String(type.dropLast()) : type }
  }

  struct Signature {
    var name: String
    var labels: [Label]
  }

  private let text: String

  /// The first of some files that is there.
  static func first(_ paths: [String], _ files: FileReader) -> ClientSource? {
    for path in paths where files.kind(path) == .file {
      do throws(FileReadError) {
        return ClientSource(text: String(decoding: try files.read(path), as: UTF8.self))
      } catch {
        continue  // A file that cannot be read is not a source of samples.
      }
    }
    return nil
  }

  /// A name normalized across languages: `agentID` and `agent_id` are both `agentid`.
  static func word(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }

  /// The normalized names that a client may use for a method: `webhooks.register` is `register`,
  /// `registerwebhooks` or `registerwebhook`.
  static func words(of method: String) -> [String] {
    let parts = method.split(separator: ".").map { word(String($0)) }
    guard let last = parts.last, let first = parts.first, parts.count > 1 else { return parts }
    return [last, last + first] + (first.hasSuffix("s") ? [last + first.dropLast()] : [])
  }

  /// The names after a keyword at the start of a line.
  func names(after keyword: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix(keyword) }.map { line in
      String(line.dropFirst(keyword.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
  }

  /// Functions, wherever they are: `def NAME(a: A, b: B = 1)` and `public func NAME(a: A, b c: B)`.
  func signatures(after keyword: String) -> [Signature] {
    text.ranges(of: keyword).compactMap { range in
      let name = text[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard let open = text[name.endIndex...].firstIndex(of: "("),
        text[name.endIndex..<open].allSatisfy({ $0 != "\n" })
      else { return nil }
      return Signature(name: String(name), labels: labels(from: text.index(after: open)))
    }
  }

  /// The initializers of Swift's types: the first `init(` with arguments after each `struct NAME`.
  func initializers() -> [(String, [Label])] {
    let starts = text.ranges(of: "public struct ")
    return starts.enumerated().compactMap { index, range in
      let name = text[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let end = index + 1 < starts.count ? starts[index + 1].lowerBound : text.endIndex
      guard let open = text[name.endIndex..<end].firstRange(of: "public init(") else { return nil }
      return (String(name), labels(from: open.upperBound))
    }
  }

  /// The names of the cases of Swift's enumerations of strings, by their values in JSON.
  func enumerations() -> [(String, [String: String])] {
    text.ranges(of: "public enum ").compactMap { range in
      let rest = text[range.upperBound...]
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard let end = rest.firstRange(of: "\n}"), rest[name.endIndex...].hasPrefix(": String") else {
        return nil
      }
      var cases: [String: String] = [:]
      for line in rest[..<end.lowerBound].split(separator: "\n") {
        let line = line.drop { $0 == " " }
        guard line.hasPrefix("case ") else { continue }
        for part in line.dropFirst(5).split(separator: ",") {
          let sides = part.split(separator: "=").map { $0.filter { !" \"".contains($0) } }
          if let name = sides.first, let value = sides.last { cases[value] = name }
        }
      }
      return (String(name), cases)
    }
  }

  /// The arguments up to the closing parenthesis.
  private func labels(from start: String.Index) -> [Label] {
    var parts: [String] = [""]
    var depth = 0
    for character in text[start...] {
      if character == ")", depth == 0 { break }
      if "([{<".contains(character) { depth += 1 }
      if ")]}>".contains(character) { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.compactMap { part in
      let sides = part.split(separator: ":", maxSplits: 1)
      guard let label = sides.first?.split(whereSeparator: \.isWhitespace).first else { return nil }
      let type = sides.count > 1 ? String(sides[1].prefix { $0 != "=" }) : ""
      return Label(name: String(label), type: type.filter { !$0.isWhitespace })
    }
  }
}
