import JSON
import Pages
import Project

extension ProjectSetting {
  /// The key with all that is said of it in one text.
  ///
  /// - Parameter linksToItsKeys: whether it names the heading of the keys below it.
  func json(named name: String, linksToItsKeys: Bool = false) -> JSON {
    let link: [(String, JSON)] =
      linksToItsKeys && !inner.isEmpty ? [("anchor", .string("#" + key.lowercased()))] : []
    return .object([("name", .string(name)), ("meaning", .string(text))] + link)
  }

  /// A key that has keys below it, and all of those.
  var mapping: JSON {
    .object([
      ("name", .string(key)), ("sample", .string(sample)), ("keys", .array(Self.rows(inner, below: ""))),
    ])
  }

  private static func rows(_ settings: [ProjectSetting], below path: String) -> [JSON] {
    settings.flatMap { setting in
      [setting.json(named: path + setting.key)] + rows(setting.inner, below: path + setting.key + ".")
    }
  }

  private var text: String {
    let text = meaning + " Takes \(takes)."
    return switch otherwise {
    case "nothing": text
    case "required": text + " Required."
    default: text + " Default: \(otherwise)."
    }
  }

  /// Whether a change of the key runs examples again.
  func cacheKeys(below path: String) -> [JSON] {
    func row(_ effect: String) -> [JSON] {
      [.object([("name", .string(path + key)), ("effect", .string(effect))])]
    }
    return switch cacheKey {
    case .inputs where inner.isEmpty: row("Yes: what it says, and the contents of what it names.")
    case .inputs, .below: inner.flatMap { $0.cacheKeys(below: path + key + ".") }
    case .blocks(let how): row("Yes: \(how).")
    case .none(let why): row("No: \(why).")
    }
  }
}

extension FenceAttribute {
  var json: JSON {
    var text = meaning + (takes.map { " Takes \($0)." } ?? "")
    if case .none(let why) = cacheKey { text += " A change keeps the verdict: \(why)." }
    return .object([("name", .string(spelling)), ("meaning", .string(text))])
  }
}
