/// A value between the parentheses of a C4 statement.
enum C4Argument {
  case text(Range<Int>)
  /// `$key="value"`
  case pair(key: Range<Int>, value: Range<Int>)
}

/// What a keyword of a C4 diagram begins.
enum C4Statement {
  case element(C4Diagram.Element.Kind, C4Diagram.Element.Form, isExternal: Bool)
  /// The type where the author writes none, and whether the third value is the type.
  case boundary(type: String, takesType: Bool, isNode: Bool)
  case relationship(C4Diagram.Relationship.Heads, goesUp: Bool, isNumbered: Bool)
  case elementStyle, relationshipStyle, layout

  static let all: [String: C4Statement] = {
    var all: [String: C4Statement] = [
      "Boundary": .boundary(type: "System", takesType: true, isNode: false),
      "Enterprise_Boundary": .boundary(type: "Enterprise", takesType: false, isNode: false),
      "System_Boundary": .boundary(type: "System", takesType: false, isNode: false),
      "Container_Boundary": .boundary(type: "Container", takesType: false, isNode: false),
      "Rel": .relationship(.end, goesUp: false, isNumbered: false),
      "BiRel": .relationship(.both, goesUp: false, isNumbered: false),
      "Rel_Back": .relationship(.start, goesUp: false, isNumbered: false),
      "RelIndex": .relationship(.end, goesUp: false, isNumbered: true),
      "UpdateElementStyle": .elementStyle, "UpdateRelStyle": .relationshipStyle,
      "UpdateLayoutConfig": .layout,
    ]
    for name in ["Deployment_Node", "Node", "Node_L", "Node_R"] {
      all[name] = .boundary(type: "Node", takesType: true, isNode: true)
    }
    for name in ["Rel_U", "Rel_Up"] { all[name] = .relationship(.end, goesUp: true, isNumbered: false) }
    for name in ["Rel_D", "Rel_Down", "Rel_L", "Rel_Left", "Rel_R", "Rel_Right"] {
      all[name] = .relationship(.end, goesUp: false, isNumbered: false)
    }
    for external in [false, true] {
      let tail = external ? "_Ext" : ""
      all["Person" + tail] = .element(.person, .box, isExternal: external)
      for (name, kind) in [
        ("System", C4Diagram.Element.Kind.system), ("Container", .container), ("Component", .component),
      ] {
        all[name + tail] = .element(kind, .box, isExternal: external)
        all["\(name)Db\(tail)"] = .element(kind, .database, isExternal: external)
        all["\(name)Queue\(tail)"] = .element(kind, .queue, isExternal: external)
      }
    }
    return all
  }()

  /// The names of the values, in their order.
  var parameters: [String] {
    switch self {
    case .element(.person, _, _), .element(.system, _, _):
      ["alias", "label", "descr", "sprite", "tags", "link"]
    case .element: ["alias", "label", "techn", "descr", "sprite", "tags", "link"]
    case .boundary(_, true, true): ["alias", "label", "type", "descr", "sprite", "tags", "link"]
    case .boundary(_, true, false): ["alias", "label", "type", "tags", "link"]
    case .boundary: ["alias", "label", "tags", "link"]
    case .relationship(_, _, false): ["from", "to", "label", "techn", "descr", "sprite", "tags", "link"]
    case .relationship: ["index", "from", "to", "label", "techn", "descr", "sprite", "tags", "link"]
    case .elementStyle:
      ["alias", "bgColor", "fontColor", "borderColor", "shadowing", "shape", "sprite", "techn", "legendText"]
    case .relationshipStyle: ["from", "to", "textColor", "lineColor", "offsetX", "offsetY"]
    case .layout: ["c4ShapeInRow", "c4BoundaryInRow"]
    }
  }
}
