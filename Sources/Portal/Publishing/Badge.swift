import JSON

/// How much of the portal is proven, for the README of a project: as a picture, and as data for services that draw badges
/// (https://shields.io/badges/endpoint-badge).
struct Badge {
  static let imagePath = "badge.svg"
  static let dataPath = "badge.json"

  let counts: VerdictCounts

  private static let label = "examples"

  private var message: String { "\(counts.verified) of \(counts.all) verified" }

  /// Green while nothing has failed and nothing is left to be verified.
  private var isGood: Bool {
    counts.byVerdict[.failed] == nil && counts.changed == 0 && counts.unverified == 0 && counts.verified > 0
  }

  func files() -> [OutputFile] {
    let data = JSON.object([
      ("schemaVersion", 1), ("label", .string(Self.label)), ("message", .string(message)),
      ("color", .string(isGood ? "brightgreen" : "yellow")),
    ])
    return [
      OutputFile(path: Self.dataPath, bytes: Array((data.text(.compact) + "\n").utf8)),
      OutputFile(
        path: Self.imagePath, bytes: BadgeDrawing(label: Self.label, message: message, isGood: isGood).svg()),
    ]
  }
}
