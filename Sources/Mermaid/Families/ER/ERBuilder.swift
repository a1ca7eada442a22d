/// Gathers the entities and relationships of a diagram.
struct ERBuilder {
  private struct Draft {
    var entity: ERDiagram.Entity
    var hasAlias = false
    var ownStyle = Style.inherited
  }

  private var drafts: [Draft] = []
  private var indices: [String: Int] = [:]
  private var relationships: [ERDiagram.Relationship] = []
  private var classesOf: [String: [String]] = [:]
  var classes = ClassTable()
  var direction: Direction?

  var entityCount: Int { drafts.count }
  var relationshipCount: Int { relationships.count }

  /// The entity called `id`, made when it is new. The first alias stays.
  mutating func entity(_ id: String, alias: RichText?, range: Range<Int>) -> Int {
    let index: Int
    if let known = indices[id] {
      index = known
    } else {
      index = drafts.count
      indices[id] = index
      drafts.append(Draft(entity: ERDiagram.Entity(id: id, label: Label.plain(id.utf8), range: range)))
    }
    if let alias, !drafts[index].hasAlias {
      drafts[index].entity.label = alias
      drafts[index].hasAlias = true
    }
    return index
  }

  mutating func add(_ attribute: ERDiagram.Attribute, to entity: Int) {
    drafts[entity].entity.attributes.append(attribute)
  }

  mutating func relate(_ relationship: ERDiagram.Relationship) { relationships.append(relationship) }

  mutating func add(classes: [String], to ids: [String]) {
    for id in ids { classesOf[id, default: []] += classes }
  }

  mutating func style(_ ids: [String], _ declarations: [UInt8]) {
    for id in ids {
      guard let index = indices[id] else { continue }
      StyleDeclarations.apply(declarations, to: &drafts[index].ownStyle)
    }
  }

  func build() -> ERDiagram {
    let entities = drafts.map { draft in
      var entity = draft.entity
      entity.style = classes.resolve(classesOf[entity.id] ?? [], own: draft.ownStyle)
      return entity
    }
    return ERDiagram(direction: direction, entities: entities, relationships: relationships)
  }
}
