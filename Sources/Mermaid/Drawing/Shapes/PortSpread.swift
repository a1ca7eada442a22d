/// The part of a node's side over which its links spread, about the middle of the side, 0…1.
///
/// A link that meets a slanted or curved border far from the middle seems to hang beside the node: the smaller the flat
/// part of a side, the closer together are the links.
enum PortSpread {
  /// A fork or join is only there for its links.
  static let bar = 0.9
  /// A table is straight up to its square corners.
  static let table = 0.8
  /// A straight side: links keep away from its rounded corners.
  static let side = 0.7
  /// The rim of a cylinder has fallen by a fifth of its height there: 1 − √(1 − 0.6²).
  static let rim = 0.6
  /// Slanted sides and cut corners.
  static let polygon = 0.55
  /// A wave, or a half circle at one end.
  static let curve = 0.5
  /// An ellipse is a tenth of its half axis away from its bounding box there: 1 − √(1 − 0.45²).
  static let ellipse = 0.45
  /// Bumps, and symbols without a label.
  static let narrow = 0.4
  /// About the middle third of a diamond: further out its sides are far from the corner that links lead to.
  static let diamond = 0.36
  /// Small symbols and points.
  static let point = 0.3
  /// All links meet in the middle.
  static let center = 0.0
}
