/// The shapes of flowchart nodes, by bracket (`[ ]`, `( )`, `{ }`, …) or by `@{ shape: … }`.
public enum NodeShape: String, Sendable, Hashable, CaseIterable {
  case rectangle = "rect"
  case rounded
  case stadium
  case subroutine = "fr-rect"
  case cylinder = "cyl"
  case circle
  case ellipse
  /// `>text]`
  case asymmetric = "odd"
  case diamond
  case hexagon = "hex"
  case leanRight = "lean-r"
  case leanLeft = "lean-l"
  case trapezoid = "trap-b"
  case invertedTrapezoid = "trap-t"
  case doubleCircle = "dbl-circ"
  case text
  case notchedRectangle = "notch-rect"
  case linedRectangle = "lin-rect"
  case smallCircle = "sm-circ"
  case framedCircle = "fr-circ"
  case fork
  case hourglass
  case braceLeft = "brace"
  case braceRight = "brace-r"
  case braces
  case bolt
  case document = "doc"
  case delay
  case horizontalCylinder = "h-cyl"
  case linedCylinder = "lin-cyl"
  case curvedTrapezoid = "curv-trap"
  case dividedRectangle = "div-rect"
  case triangle = "tri"
  case windowPane = "win-pane"
  case filledCircle = "f-circ"
  case linedDocument = "lin-doc"
  case notchedPentagon = "notch-pent"
  case flippedTriangle = "flip-tri"
  case slopedRectangle = "sl-rect"
  case stackedDocument = "docs"
  case stackedRectangle = "st-rect"
  case flag
  case bowTieRectangle = "bow-rect"
  case crossedCircle = "cross-circ"
  case taggedDocument = "tag-doc"
  case taggedRectangle = "tag-rect"
  case cloud
  case bang
  case dataStore = "datastore"
  /// A page with a folded corner.
  case note
  /// A small diamond without a label, as in state diagrams.
  case choice
  /// A dot where edges meet.
  case anchor

  /// The shape that a name in `@{ shape: NAME }` means: its short name or any of mermaid's aliases.
  ///
  /// ```swift
  /// NodeShape(name: "database")  // .cylinder
  /// NodeShape(name: "cyl")  // .cylinder
  /// NodeShape(name: "cube")  // nil
  /// ```
  public init?(name: String) {
    if let shape = NodeShape(rawValue: name) ?? Self.aliases[name] {
      self = shape
    } else {
      return nil
    }
  }

  /// Every accepted name in a fixed order, for near-miss suggestions.
  public static var allNames: [String] { allCases.map(\.rawValue) + aliases.keys.sorted() }

  /// Aliases from mermaid's documentation of flowchart shapes.
  private static let aliases: [String: NodeShape] = [
    "proc": .rectangle, "process": .rectangle, "rectangle": .rectangle, "event": .rounded,
    "roundedRect": .rounded, "squareRect": .rectangle, "terminal": .stadium, "pill": .stadium,
    "subprocess": .subroutine, "subproc": .subroutine, "framed-rectangle": .subroutine,
    "subroutine": .subroutine, "db": .cylinder, "database": .cylinder, "cylinder": .cylinder,
    "circ": .circle, "decision": .diamond, "diam": .diamond, "question": .diamond,
    "prepare": .hexagon, "hexagon": .hexagon, "in-out": .leanRight, "lean-right": .leanRight,
    "lean_right": .leanRight, "out-in": .leanLeft, "lean-left": .leanLeft, "lean_left": .leanLeft,
    "priority": .trapezoid, "trapezoid-bottom": .trapezoid, "trapezoid": .trapezoid,
    "manual": .invertedTrapezoid, "trapezoid-top": .invertedTrapezoid,
    "inv-trapezoid": .invertedTrapezoid, "inv_trapezoid": .invertedTrapezoid,
    "double-circle": .doubleCircle, "doublecircle": .doubleCircle, "card": .notchedRectangle,
    "notched-rectangle": .notchedRectangle, "lin-proc": .linedRectangle, "lined-process": .linedRectangle,
    "lined-rectangle": .linedRectangle, "shaded-process": .linedRectangle, "start": .smallCircle,
    "small-circle": .smallCircle, "stop": .framedCircle, "framed-circle": .framedCircle, "join": .fork,
    "collate": .hourglass, "comment": .braceLeft, "brace-l": .braceLeft, "com-link": .bolt,
    "lightning-bolt": .bolt, "document": .document, "half-rounded-rectangle": .delay,
    "das": .horizontalCylinder, "horizontal-cylinder": .horizontalCylinder, "disk": .linedCylinder,
    "lined-cylinder": .linedCylinder, "curved-trapezoid": .curvedTrapezoid, "display": .curvedTrapezoid,
    "div-proc": .dividedRectangle, "divided-process": .dividedRectangle,
    "divided-rectangle": .dividedRectangle, "extract": .triangle, "triangle": .triangle,
    "internal-storage": .windowPane, "window-pane": .windowPane, "junction": .filledCircle,
    "filled-circle": .filledCircle, "lined-document": .linedDocument, "loop-limit": .notchedPentagon,
    "notched-pentagon": .notchedPentagon, "manual-file": .flippedTriangle,
    "flipped-triangle": .flippedTriangle, "manual-input": .slopedRectangle,
    "sloped-rectangle": .slopedRectangle, "documents": .stackedDocument, "st-doc": .stackedDocument,
    "stacked-document": .stackedDocument, "procs": .stackedRectangle, "processes": .stackedRectangle,
    "stacked-rectangle": .stackedRectangle, "paper-tape": .flag, "stored-data": .bowTieRectangle,
    "bow-tie-rectangle": .bowTieRectangle, "summary": .crossedCircle, "crossed-circle": .crossedCircle,
    "tagged-document": .taggedDocument, "tag-proc": .taggedRectangle, "tagged-process": .taggedRectangle,
    "tagged-rectangle": .taggedRectangle, "data-store": .dataStore, "odd-right": .asymmetric,
    "rect_left_inv_arrow": .asymmetric,
  ]
}
